//! Links in messages.

use crate::graph::error::GraphError;

/// Host of an `http(s)` link, without port.
pub(super) fn host(link: &str) -> Option<&str> {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_port = authority.rsplit('@').next().unwrap_or_default();
    let host = match host_port.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host_port.split(':').next().unwrap_or_default(),
    };
    (!host.is_empty()).then_some(host)
}

/// Whether a link leads to this machine: the one case where the emulator itself fetches it.
pub(crate) fn is_loopback(link: &str) -> bool {
    host(link).is_some_and(|host| host == "localhost" || host == "::1" || host.starts_with("127."))
}

/// A media link: HTTPS, or plain HTTP on this machine, which stands for the public internet here.
pub(super) fn media(link: &str, path: &str) -> Result<(), GraphError> {
    let fine = host(link).is_some() && (link.starts_with("https://") || is_loopback(link));
    if fine { Ok(()) } else { Err(GraphError::parameter(format!("Param {path} is not a valid HTTPS URL."))) }
}

/// Target of a `cta_url` button: http(s), and a name instead of an IP address (5.2).
pub(super) fn button(link: &str, path: &str) -> Result<(), GraphError> {
    let is_ip = |host: &str| host.parse::<std::net::IpAddr>().is_ok();
    match host(link) {
        Some(host) if !is_ip(host) => Ok(()),
        Some(_) => Err(GraphError::invalid(format!("'{path}' must not be an IP address."))),
        None => Err(GraphError::invalid(format!("'{path}' must start with http:// or https://."))),
    }
}
