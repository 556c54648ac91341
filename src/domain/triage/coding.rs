//! Why a report was made, by the national list 1251: a worker codes it at triage, for document E. What the report
//! names by code is proposed; a group of the private forms has no number, so that it proposes nothing.

use crate::domain::codes::Reason;

/// From where the reasons come that stand ticked beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A triage that waits for its signature.
    Proposal,
    /// The last triage that was signed.
    Signed,
    /// The report itself.
    Report,
}

/// The reasons that stand ticked before anybody has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beforehand {
    /// The reasons, in the order of the list.
    pub reasons: Vec<Reason>,
    /// From where they come.
    pub source: Source,
}

/// What stands ticked beforehand: what is proposed, else what was signed, both also where that is nothing; else what the
/// report names.
pub fn beforehand(proposed: Option<&[Reason]>, signed: Option<&[Reason]>, reported: &[Reason]) -> Beforehand {
    let (reasons, source) = match (proposed, signed) {
        (Some(proposed), _) => (proposed, Source::Proposal),
        (None, Some(signed)) => (signed, Source::Signed),
        (None, None) => (reported, Source::Report),
    };
    Beforehand {
        reasons: lowest(reasons),
        source,
    }
}

/// Those of `reasons` that stand on the lowest level of the list, each once and in its order: no groups.
pub fn lowest(reasons: &[Reason]) -> Vec<Reason> {
    Reason::groups()
        .flat_map(Reason::within)
        .filter(|reason| reasons.contains(reason))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_no_reason_and_each_reason_stands_once_in_the_order_of_the_list() {
        let named = [
            Reason::School,
            Reason::Housing,
            Reason::ChildAssault,
            Reason::Housing,
            Reason::Violence,
        ];
        assert_eq!(lowest(&named), [Reason::ChildAssault, Reason::Housing]);
        assert_eq!(lowest(&Reason::groups().collect::<Vec<_>>()), []);
    }

    #[test]
    fn what_was_proposed_or_signed_goes_before_what_the_report_names() {
        let (report, signed) = ([Reason::Neglect, Reason::CareNeglect], [Reason::Housing]);
        let of_report = beforehand(None, None, &report);
        assert_eq!(
            (of_report.reasons, of_report.source),
            (vec![Reason::CareNeglect], Source::Report)
        );
        let of_signature = beforehand(None, Some(&signed), &report);
        assert_eq!(
            (of_signature.reasons, of_signature.source),
            (vec![Reason::Housing], Source::Signed)
        );
        let emptied = beforehand(Some(&[]), Some(&signed), &report);
        assert_eq!((emptied.reasons, emptied.source), (vec![], Source::Proposal));
    }
}
