//! The rows of routing rules and areas.

use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::office::OfficeId;
use crate::domain::places::{CountyCode, MunicipalityCode, Names};
use crate::domain::rules::{Area, Condition, RoutingRule};
use crate::store::schema::{areas, routing_rules};
use crate::store::{StoreError, Tx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = routing_rules)]
struct Row {
    id: String,
    county: String,
    position: i64,
    looks_at: String,
    value: String,
    municipality: Option<String>,
    office: String,
}

impl TryFrom<Row> for RoutingRule {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "routing_rules",
            column,
            row: row.id.clone(),
        };
        Ok(Self {
            county: CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?,
            position: row.position,
            condition: Condition::parse(&row.looks_at, &row.value, row.municipality.as_deref())
                .ok_or_else(|| corrupt("value"))?,
            office: OfficeId(row.office.parse().map_err(|_shape| corrupt("office"))?),
        })
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = areas)]
struct AreaRow {
    municipality: String,
    code: String,
    position: i64,
    name_fi: String,
    name_sv: String,
    name_en: String,
}

impl TryFrom<AreaRow> for Area {
    type Error = StoreError;

    fn try_from(row: AreaRow) -> Result<Self, StoreError> {
        let corrupt = StoreError::Corrupt {
            table: "areas",
            column: "municipality",
            row: row.code.clone(),
        };
        Ok(Self {
            municipality: MunicipalityCode::parse(&row.municipality).ok_or(corrupt)?,
            code: row.code,
            names: Names {
                fi: row.name_fi,
                sv: row.name_sv,
                en: row.name_en,
            },
        })
    }
}

/// Stores a routing rule under `id`.
///
/// # Errors
/// [`StoreError::Conflict`] when the county has a rule at that position.
pub fn insert_rule(tx: &mut Tx<'_>, id: Uuid, rule: &RoutingRule) -> Result<(), StoreError> {
    let (looks_at, value, municipality) = rule.condition.row();
    let row = Row {
        id: id.to_string(),
        county: rule.county.to_string(),
        position: rule.position,
        looks_at: looks_at.to_owned(),
        value,
        municipality,
        office: rule.office.to_string(),
    };
    diesel::insert_into(routing_rules::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// Stores an area at `position` among those of its municipality.
///
/// # Errors
/// [`StoreError::Conflict`] when the municipality has it already.
pub fn insert_area(tx: &mut Tx<'_>, position: i64, area: &Area) -> Result<(), StoreError> {
    let row = AreaRow {
        municipality: area.municipality.to_string(),
        code: area.code.clone(),
        position,
        name_fi: area.names.fi.clone(),
        name_sv: area.names.sv.clone(),
        name_en: area.names.en.clone(),
    };
    diesel::insert_into(areas::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// Deletes every rule of `county` and the areas of its `municipalities`: new ones take their place in the same
/// transaction.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn delete_rules(
    tx: &mut Tx<'_>,
    county: CountyCode,
    municipalities: &[MunicipalityCode],
) -> Result<(), StoreError> {
    diesel::delete(routing_rules::table.filter(routing_rules::county.eq(county.to_string())))
        .execute(tx.conn())?;
    let inside: Vec<String> = municipalities.iter().map(ToString::to_string).collect();
    diesel::delete(areas::table.filter(areas::municipality.eq_any(inside))).execute(tx.conn())?;
    Ok(())
}

/// Every rule, each county's in the order in which they are asked.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn rules(tx: &mut Tx<'_>) -> Result<Vec<RoutingRule>, StoreError> {
    let rows = routing_rules::table
        .order((routing_rules::county, routing_rules::position))
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(RoutingRule::try_from).collect()
}

/// Every area, each municipality's in their order.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn areas(tx: &mut Tx<'_>) -> Result<Vec<Area>, StoreError> {
    let rows = areas::table
        .order((areas::municipality, areas::position, areas::code))
        .select(AreaRow::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(Area::try_from).collect()
}
