# Who reports
code-reporter-role-private-person = Private person
code-reporter-role-guardian = Parent or guardian
code-reporter-role-young-person = The child or young person
code-reporter-role-professional = In work or a position of trust

# Whether the reporter tells who they are
code-identity-anonymous = Anonymously
code-identity-named = By name

# Bodies of LsL 25 § 1 mom.
code-authority-social-welfare = Social welfare
code-authority-health-care = Health care
code-authority-early-childhood-education = Early childhood education
code-authority-education = Education
code-authority-youth-services = Youth services
code-authority-police = Police
code-authority-prison-probation = Prison and Probation Service
code-authority-rescue = Rescue services
code-authority-service-provider = Provider of social, health or day-care services
code-authority-education-provider = Education or training provider
code-authority-parish = Parish or other religious community
code-authority-reception-centre = Reception centre or organisation centre
code-authority-emergency-response-centre = Emergency response centre
code-authority-school-club = Before- and after-school activities
code-authority-customs = Customs
code-authority-border-guard = Border Guard
code-authority-enforcement = Enforcement authority
code-authority-kela = Social Insurance Institution (Kela)
code-authority-health-professional = Health care professional elsewhere
code-authority-other = Other

# Relation of a private reporter, list 1243
code-relation-self = The person in need of social services
code-relation-same-household = Close person in the same household
code-relation-other-household = Close person in another household
code-relation-other-private = Other private person
code-relation-trustee = Trustee of the person in need of social services

# Reasons: the plain groups of the private forms
code-reasons-violence = Violence or abuse
code-reasons-neglect = Lack of care or supervision
code-reasons-substance-use = Alcohol or drugs
code-reasons-carer-coping = How the parents cope, or their health
code-reasons-family-conflict = Conflict in the family or separation
code-reasons-child-behaviour = The child's own behaviour
code-reasons-child-health = The child's health or state of mind
code-reasons-school = School
code-reasons-living-conditions = Housing or money
code-reasons-other = Something else

# Reasons: national list 1251
code-reasons-family-violence = Violence in the family
code-reasons-child-assault = Assault of a child
code-reasons-child-sexual-abuse = Sexual abuse of a child
code-reasons-child-emotional-abuse = Emotional abuse of a child
code-reasons-circumcision = Circumcision of a child, its suspicion or threat
code-reasons-child-without-carer = Child left without a carer
code-reasons-care-neglect = Neglect of the child's care
code-reasons-emotional-social-neglect = Neglect of the child's emotional and social needs
code-reasons-lack-of-supervision = Child left without necessary supervision
code-reasons-carer-substance-use = The carer's substance use or other addiction
code-reasons-child-substance-use = The child's substance use
code-reasons-carer-physical-health = The carer's physical health
code-reasons-carer-mental-health = The carer's mental health
code-reasons-carer-everyday-skills = The carer's everyday skills
code-reasons-custody-contact-conflict = Conflicts over custody or contact
code-reasons-family-conflict-interaction = Serious quarrels or interaction problems in the family
code-reasons-child-violent = The child's violence
code-reasons-child-self-harm = The child's self-harm
code-reasons-child-offending = The child's offending
code-reasons-child-addiction = The child's gaming, internet or other addiction
code-reasons-child-physical-health = The child's physical health
code-reasons-child-mental-health = The child's mental health
code-reasons-schooling-neglect = Neglect of schooling
code-reasons-learning-development = Difficulties of learning and development
code-reasons-housing = Problems of housing
code-reasons-livelihood = Problems of livelihood
code-reasons-carer-offending = The carer's offending
code-reasons-undue-responsibility = Responsibility undue for the child's age
code-reasons-social-relations = Difficulties in social relations

# Support needs: national list 1282
code-support-needs-everyday-life = Coping with everyday life
code-support-needs-housing = Housing
code-support-needs-finances = Financial support
code-support-needs-inclusion = Inclusion and exclusion
code-support-needs-violence = Domestic violence or maltreatment
code-support-needs-acute-crisis = Acute crisis
code-support-needs-child-development = The child's balanced development and wellbeing
code-support-needs-substances = Problem use of substances
code-support-needs-mental-health = Mental health problems
code-support-needs-functional-ability = Impaired functional ability
code-support-needs-carer-support = A relative's or close person's need of support
code-support-needs-prison-sentence = Prison sentence (other need)
code-support-needs-other = Other need of support

# Kind of report
code-kind-child-welfare = Child welfare report
code-kind-prenatal = Prenatal child welfare report
code-kind-contact = Contact with social welfare

# Short answers
code-told-yes = Yes
code-told-no = No
code-told-unknown = I do not know
code-yes-no-unknown-yes = Yes
code-yes-no-unknown-no = No
code-yes-no-unknown-unknown = I do not know
code-police-told-yes = Yes
code-police-told-no = No
code-police-told-not-applicable = Not applicable
code-ongoing-now = Yes, right now
code-ongoing-repeats = It happens again and again
code-ongoing-no = No
code-ongoing-unknown = I do not know
code-observed-by-self = The reporter
code-observed-by-colleague = A colleague
code-parent-role-mother = Expectant mother
code-parent-role-other-parent = The other parent
code-urgency-not-urgent = Not urgent
code-urgency-within-days = Within a few days
code-urgency-today = Today

# Status for the reporter
code-status-received = Received
code-status-read = Read
code-status-question = We have a question
code-status-handed-over = Handed over
code-status-closed = Messages closed

# Status of a case, for the staff
code-case-status-received = Received
code-case-status-triaged = Triaged
code-case-status-under-assessment = Under assessment
code-case-status-assessed = Assessed
code-case-status-with-own-worker = With own worker
code-case-status-handled-as-contact = As contact
code-case-status-joined = Joined
code-case-status-transferring = Transferring
code-case-status-no-assessment = No assessment
code-case-status-awaiting-birth = Awaiting birth
code-case-status-closed = Closed

# Urgency and outcome, by the worker
code-triage-urgency-now = Now
code-triage-urgency-urgent = Urgent
code-triage-urgency-not-urgent = Not urgent
code-outcome-child-welfare-client = Becomes a child welfare client
code-outcome-social-welfare-services = Other social welfare services
code-outcome-no-need = No need of services

# Staff roles
code-role-intake-worker = Intake worker
code-role-social-worker = Social worker
code-role-supervisor = Supervisor
code-role-office-admin = Office admin
code-role-county-admin = County admin
code-role-auditor = Auditor

code-urgent-sign-now = it is happening right now
code-urgent-sign-today = the reporter asks for a look today
code-urgent-sign-child-self = the child wrote themself
code-urgent-sign-assault = suspected assault
code-urgent-sign-sexual-abuse = suspected sexual abuse
code-urgent-sign-without-carer = the child is without a carer
code-urgent-sign-self-harm = the child harms themself
code-urgent-sign-small-child = the child is under 3, with violence, lack of care or an adult's intoxicants
