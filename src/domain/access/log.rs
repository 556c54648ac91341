//! How much of the read log somebody sees.

use super::Scope;
use super::table::{self, Capability, Extent};

/// Which rows of their county's read log somebody sees. Never content, never what reporters did, and never what tells of a case
/// from which they are barred ([`Exceptions::barred`](super::Exceptions::barred)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogView {
    /// What they did themselves.
    Own,
    /// What people did that was the business of their offices.
    Offices,
    /// Everything.
    County,
}

impl Scope {
    /// Which rows of the read log the person sees; `None` for somebody who has no part in it.
    pub fn log_view(&self) -> Option<LogView> {
        match table::extent(Capability::ReadLog, self.role) {
            Extent::Own => Some(LogView::Own),
            Extent::OfficeNoContent => Some(LogView::Offices),
            Extent::AllNoContent => Some(LogView::County),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::access::{Exceptions, Role, StaffId};
    use crate::domain::places::CountyCode;

    #[test]
    fn each_role_sees_so_much_of_the_log_as_the_table_says() {
        let seen = Role::ALL.map(|role| {
            let scope = Scope {
                staff: StaffId(Uuid::nil()),
                county: CountyCode::parse("06").unwrap(),
                role,
                social_worker: true,
                offices: Vec::new(),
                exceptions: Exceptions::default(),
            };
            scope.log_view()
        });
        let (own, offices, county) = (LogView::Own, LogView::Offices, LogView::County);
        assert_eq!(
            seen,
            [Some(own), Some(own), Some(offices), None, None, Some(county)]
        );
    }
}
