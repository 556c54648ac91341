use super::*;

fn office(number: u128) -> OfficeId {
    OfficeId(Uuid::from_u128(number))
}

fn county(code: &str) -> CountyCode {
    CountyCode::parse(code).unwrap()
}

fn scope(role: Role, social_worker: bool) -> Scope {
    Scope {
        staff: StaffId(Uuid::from_u128(1)),
        county: county("06"),
        role,
        social_worker,
        offices: vec![office(1), office(2)],
        exceptions: Exceptions::default(),
    }
}

fn queued(office: OfficeId) -> Place {
    Place {
        case: Some(Uuid::from_u128(9)),
        county: county("06"),
        office,
        in_queue: true,
        in_hand: false,
    }
}

#[test]
fn nobody_reaches_beyond_their_offices_and_their_county() {
    for role in Role::ALL {
        for capability in Capability::ALL {
            let scope = scope(role, true);
            let elsewhere = Place {
                in_hand: true,
                ..queued(office(3))
            };
            let other_county = Place {
                county: county("02"),
                in_hand: true,
                ..queued(office(1))
            };
            assert_eq!(decide(&scope, capability, &elsewhere), Decision::Refused);
            assert_eq!(decide(&scope, capability, &other_county), Decision::Refused);
        }
    }
}

#[test]
fn who_is_barred_from_a_case_may_nothing_to_it_whatever_else_they_may() {
    for role in Role::ALL {
        for capability in Capability::ALL {
            let mut barred = scope(role, true);
            let case = Uuid::from_u128(9);
            barred.exceptions.barred.insert(case);
            barred.exceptions.emergencies.insert(case);
            let place = Place {
                in_hand: true,
                ..queued(office(1))
            };
            assert_eq!(decide(&barred, capability, &place), Decision::Refused);
            let other = Place {
                case: Some(Uuid::from_u128(8)),
                ..place
            };
            assert_eq!(
                decide(&barred, capability, &other),
                decide(&scope(role, true), capability, &place)
            );
        }
    }
}

#[test]
fn an_emergency_opens_one_case_of_the_county_for_reading() {
    for role in Role::ALL {
        let mut worker = scope(role, true);
        worker.exceptions.emergencies.insert(Uuid::from_u128(9));
        let elsewhere = queued(office(3));
        let works = matches!(role, Role::IntakeWorker | Role::SocialWorker | Role::Supervisor);
        for capability in Capability::ALL {
            let may = works && capability == Capability::OpenReport;
            assert_eq!(
                decide(&worker, capability, &elsewhere).is_allowed(),
                may,
                "{role} {capability}"
            );
        }
        let far = Place {
            county: county("02"),
            ..elsewhere
        };
        assert!(!decide(&worker, Capability::OpenReport, &far).is_allowed());
    }
}

#[test]
fn an_emergency_in_ones_own_office_is_for_reading_too() {
    let colleagues = Place {
        in_queue: false,
        ..queued(office(1))
    };
    for role in [Role::IntakeWorker, Role::SocialWorker, Role::Supervisor] {
        let mut worker = scope(role, true);
        // Who answers for the office opens it anyway.
        let opens_all = decide(&worker, Capability::OpenReport, &colleagues).is_allowed();
        assert_eq!(opens_all, role == Role::Supervisor);
        worker.exceptions.emergencies.insert(Uuid::from_u128(9));
        assert!(decide(&worker, Capability::OpenReport, &colleagues).is_allowed());
        assert_eq!(only_reads(&worker, &colleagues), !opens_all, "{role}");
        let theirs = Place {
            in_hand: true,
            ..colleagues
        };
        for capability in Capability::ALL {
            let may = |place| decide(&worker, capability, place).is_allowed();
            let works = |place| may_work(&worker, capability, place);
            assert_eq!(
                works(&colleagues),
                opens_all && may(&colleagues),
                "{role} {capability}"
            );
            // What becomes theirs meanwhile is theirs.
            assert_eq!(works(&theirs), may(&theirs), "{role} {capability}");
            let queued = queued(office(1));
            assert_eq!(works(&queued), may(&queued), "{role} {capability}");
        }
    }
}

#[test]
fn those_who_administer_see_no_content_and_bar_nobody_from_it() {
    for role in [Role::OfficeAdmin, Role::CountyAdmin, Role::Auditor] {
        let place = Place {
            in_hand: true,
            ..queued(office(1))
        };
        for capability in [
            Capability::SeeQueue,
            Capability::OpenReport,
            Capability::OpenIdentity,
            Capability::Bar,
        ] {
            assert_eq!(
                decide(&scope(role, true), capability, &place),
                Decision::Refused,
                "{role:?}"
            );
        }
        assert!(scope(role, true).queue_offices().is_empty());
    }
}

#[test]
fn a_worker_opens_what_stands_in_the_queue_or_in_their_own_hands() {
    for role in [Role::IntakeWorker, Role::SocialWorker] {
        let worker = scope(role, false);
        let opens = |place: Place| decide(&worker, Capability::OpenReport, &place);
        let put_away = Place {
            in_queue: false,
            ..queued(office(2))
        };
        assert_eq!(opens(queued(office(2))), Decision::Allowed);
        assert_eq!(opens(put_away), Decision::Refused);
        assert_eq!(
            opens(Place {
                in_hand: true,
                ..put_away
            }),
            Decision::Allowed
        );
    }
    let put_away = Place {
        in_queue: false,
        ..queued(office(2))
    };
    let supervisor = scope(Role::Supervisor, false);
    assert_eq!(
        decide(&supervisor, Capability::OpenReport, &put_away),
        Decision::Allowed
    );
}

#[test]
fn a_protected_identity_takes_a_reason_and_a_case_in_hand() {
    let mine = Place {
        in_hand: true,
        ..queued(office(1))
    };
    let opens = |role, place| decide(&scope(role, false), Capability::OpenIdentity, &place);
    assert_eq!(opens(Role::IntakeWorker, mine), Decision::WithReason);
    assert_eq!(opens(Role::SocialWorker, queued(office(1))), Decision::Refused);
    assert_eq!(opens(Role::Supervisor, queued(office(1))), Decision::WithReason);
}

#[test]
fn what_concerns_the_staff_is_a_supervisors_and_of_those_who_are_named() {
    let mine = Place {
        in_hand: true,
        ..queued(office(1))
    };
    for role in Role::ALL {
        let sees = |place| decide(&scope(role, true), Capability::RestrictedQueue, place).is_allowed();
        let works = matches!(role, Role::IntakeWorker | Role::SocialWorker | Role::Supervisor);
        assert_eq!(sees(&mine), works, "{role}");
        assert_eq!(sees(&queued(office(1))), role == Role::Supervisor, "{role}");
    }
    let heads: Vec<Role> = roles_of_whole_offices(Capability::RestrictedQueue).collect();
    assert_eq!(heads, [Role::Supervisor]);
}

#[test]
fn a_release_takes_a_supervisor_who_did_not_make_the_copy() {
    let other = StaffId(Uuid::from_u128(2));
    for role in Role::ALL {
        let own = scope(role, true);
        let seconds = |place: &Place, first| may_second(&own, Capability::Approve, place, first);
        let here = queued(office(1));
        assert_eq!(seconds(&here, other), role == Role::Supervisor, "{role}");
        assert!(!seconds(&here, own.staff), "{role}");
        assert!(!seconds(&queued(office(3)), other), "{role}");
        assert!(
            !decide(&own, Capability::Approve, &here).is_allowed(),
            "{role} alone"
        );
    }
}

#[test]
fn a_county_keeps_its_directory_and_an_office_how_it_is_reached() {
    use Capability::{KeepDirectory, KeepOffice, SeeDirectory};
    let may = |role, capability, county_code: &str, place: Option<u128>| {
        may_administer(
            &scope(role, true),
            capability,
            county(county_code),
            place.map(office),
        )
    };
    for (role, capability, own, other_office, whole) in [
        (Role::CountyAdmin, SeeDirectory, true, true, true),
        (Role::CountyAdmin, KeepOffice, true, true, true),
        (Role::CountyAdmin, KeepDirectory, true, true, true),
        (Role::OfficeAdmin, SeeDirectory, true, false, false),
        (Role::OfficeAdmin, KeepOffice, true, false, false),
        (Role::OfficeAdmin, KeepDirectory, false, false, false),
        (Role::Auditor, SeeDirectory, true, true, true),
        (Role::Auditor, KeepOffice, false, false, false),
        (Role::Auditor, KeepDirectory, false, false, false),
        (Role::Supervisor, SeeDirectory, false, false, false),
        (Role::SocialWorker, KeepOffice, false, false, false),
        (Role::IntakeWorker, KeepDirectory, false, false, false),
    ] {
        assert_eq!(
            may(role, capability, "06", Some(1)),
            own,
            "{role} {capability} own"
        );
        assert_eq!(
            may(role, capability, "06", Some(3)),
            other_office,
            "{role} {capability} other"
        );
        assert_eq!(
            may(role, capability, "06", None),
            whole,
            "{role} {capability} whole"
        );
        assert!(
            !may(role, capability, "02", Some(1)),
            "{role} {capability} elsewhere"
        );
    }
}

#[test]
fn the_judgement_is_a_social_workers() {
    for (role, flag, may) in [
        (Role::IntakeWorker, true, false),
        (Role::SocialWorker, true, true),
        (Role::Supervisor, false, false),
        (Role::Supervisor, true, true),
    ] {
        for capability in [Capability::SignOff, Capability::Close] {
            let decision = decide(&scope(role, flag), capability, &queued(office(1)));
            assert_eq!(decision.is_allowed(), may, "{role:?} {flag}");
        }
        let rechecks = scope(role, flag).offices_for(Capability::Recheck);
        assert_eq!(
            !rechecks.is_empty(),
            may && role == Role::Supervisor,
            "{role:?} {flag}"
        );
    }
}
