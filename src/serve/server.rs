//! The socket: connections of the own machine only, each with limits of time and size.

use super::ledgers::Ledgers;
use super::routes::{self, Page};
use super::{Settings, guard};
use crate::Error;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// So many connections at a time; a browser opens six.
const CONNECTIONS: usize = 64;

/// So long a request's head may take to arrive.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// So many bytes a request's head may have: a query in the address fits.
const HEAD_SIZE: usize = 64 * 1024;

const OPERATION: &str = "serve the page on";

/// A page that has its port, and answers once it [runs](Server::run).
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    page: Page,
}

impl Server {
    /// Takes a port of 127.0.0.1; 0 takes one that is free. The ledger must be there, and is brought up to date if it
    /// is older and may be written.
    pub fn bind(port: u16, settings: Settings) -> Result<Self, Error> {
        let ledgers = Ledgers::open(&settings.db, settings.read_only)?;
        let place = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let fails = |error: std::io::Error| {
            Error::new(OPERATION, place, error).hint("--port takes another port; 0 takes any that is free")
        };
        let listener = TcpListener::bind(place).map_err(fails)?;
        listener.set_nonblocking(true).map_err(fails)?;
        let address = listener.local_addr().map_err(fails)?;
        Ok(Self { listener, address, page: Page::new(settings, ledgers) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends.
    pub fn run(self) -> Result<(), Error> {
        let address = self.address;
        let fails = |error: std::io::Error| Error::new(OPERATION, address, error);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(fails)?;
        runtime.block_on(self.accept()).map_err(fails)
    }

    async fn accept(self) -> std::io::Result<()> {
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let service = TowerToHyperService::new(guard::guarded(routes::router(self.page), self.address.port()));
        let seats = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let Ok(seat) = Arc::clone(&seats).acquire_owned().await else { return Ok(()) };
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                // Out of descriptors, or the other side has gone already: neither ends the page.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let service = service.clone();
            tokio::spawn(async move {
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIME)
                    .max_buf_size(HEAD_SIZE)
                    .serve_connection(TokioIo::new(stream), service);
                // What a broken connection says concerns nobody.
                let _ = connection.await;
                drop(seat);
            });
        }
    }
}
