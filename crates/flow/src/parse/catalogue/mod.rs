//! `catalogue.yaml`: options as data.
//!
//! ```yaml
//! fields:  {photo: {type: enum, of: [pedir, no_pedir], required: true}, aviso: {type: text}}
//! groups:  {g_vial: {title: "Incidente vial", description: "Choque, auto abandonado"}}
//! options: {accidente_vial: {group: g_vial, title: "Accidente vial", description: "…", also: [choque], photo: pedir, aviso: "…"}}
//! rows:    {sospechoso: {of: vehiculo_abandonado, group: g_robo, title: "Vehículo sospechoso", set: {subtipo: "'sospechoso'"}}}
//! ```

mod entries;
mod outline;
mod values;

pub(super) use entries::catalogue;
pub(super) use outline::{Outline, outline};
