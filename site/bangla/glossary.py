"""Words that mean the same to whoever asks. Used only where what was typed finds nothing.

An English word is met by its other forms too (visit, visiting, visitors); two that make one thing stand as one
(humanrights), as `bangla.analysis` joins neighbours of a query.
"""

import unicodedata

# A word a group for those who ask in the other language, and words of one language that people use for each other.
_GROUPS = """
দেখা সাক্ষাৎ visit visiting
সাক্ষাৎ meeting
জেল জেলখানা কারাগার prison jail
কয়েদি বন্দি আসামি হাজতি prisoner inmate convict detainee
টাকা অর্থ money
মূল্য দাম price cost
ফি মাশুল fee charge
ফোন মোবাইল টেলিফোন phone telephone mobile
অভিযোগ নালিশ complaint complain grievance
প্রতিকার redress remedy
সনদ চার্টার প্রতিশ্রুতি charter
মিটিং সভা বৈঠক meeting
কার্যবিবরণী minutes
সভাপতি chair chairman president
সিদ্ধান্ত decision
উকিল আইনজীবী lawyer advocate
চিকিৎসা treatment medical
হাসপাতাল hospital
জামিন bail
ঠিকানা address
অফিস দপ্তর কার্যালয় office
অধিদপ্তর department directorate
মন্ত্রণালয় ministry
বিভাগ division
জেলা district
উপজেলা থানা upazila subdistrict
সচিব secretary
সচিবালয় secretariat
যুগ্মসচিব jointsecretary
উপসচিব deputysecretary
মহাপরিদর্শক inspector inspectorgeneral
মহাপরিচালক director directorgeneral
কর্মকর্তা officer official
কর্মচারী staff employee
সরকার government govt
সরকারি government governmental
মানুষ জনগণ people public
নাগরিক citizen
খোলা চালু open
নোটিশ বিজ্ঞপ্তি notice circular
পরিপত্র circular
প্রজ্ঞাপন gazette notification
দরপত্র টেন্ডার tender
নিয়োগ চাকরি job recruitment vacancy
ফরম ফর্ম form
আবেদন দরখাস্ত application apply
খবর সংবাদ news
পণ্য জিনিস সামগ্রী product goods
কাঁথা quilt
নকশি embroidered
চেয়ার কেদারা chair
টেবিল table
টুল মোড়া stool
আসবাব ফার্নিচার furniture
ব্যাগ থলে bag
জুতা জুতো shoe
স্যান্ডেল sandal
শাড়ি সাড়ি sari saree
লুঙ্গি lungi
গামছা towel
কাপড় বস্ত্র cloth fabric textile
পোশাক জামা clothes garment dress
কম্বল blanket
পাট jute
বাঁশ bamboo
বেত cane rattan
কাঠ wood wooden
চামড়া leather
লোহা স্টিল ইস্পাত steel iron
তাঁত handloom loom
বেকারি bakery
রুটি পাউরুটি bread
বিস্কুট biscuit cookie
মোমবাতি candle
পারিশ্রমিক মজুরি বেতন wage salary pay
লাভ মুনাফা লভ্যাংশ profit share dividend
মাদক নেশা drug narcotic
মাদকাসক্তি আসক্তি addiction
পাচার trafficking smuggling
প্রতিরোধ prevention prevent
প্রশিক্ষণ ট্রেনিং training
শিক্ষা পড়ালেখা education
শিক্ষক teacher
শিশু বাচ্চা child children
নারী মহিলা woman women female
মেয়ে girl
পরিবার স্বজন আত্মীয় family relative
পুলিশ police
অপরাধ ক্রাইম crime offence offense
নিরাপত্তা সুরক্ষা security safety
আদালত কোর্ট court
মামলা কেস case
বিচার trial justice
আইন law legal
আইনগত আইনি legal
সহায়তা সাহায্য help aid assistance support
মুক্তি খালাস release
সাজা দণ্ড punishment sentence
পুনর্বাসন rehabilitation
কল্যাণ welfare
খাবার খাদ্য food
পানি জল water
স্বাস্থ্য health
রোগী patient
অসুস্থ sick ill
বৃদ্ধি increase
সচেতনতা awareness
প্রকল্প project
কর্মসূচি programme program
পরিকল্পনা প্ল্যান plan
কর্মপরিকল্পনা plan
প্রতিবেদন রিপোর্ট report
উত্তম best
চর্চা অনুশীলন practice
উত্তমচর্চা bestpractice goodpractice
প্রমাণক evidence proof
ত্রৈমাসিক quarterly quarter
বার্ষিক বাৎসরিক annual yearly
মাসিক monthly
সাপ্তাহিক weekly
দৈনিক দৈনন্দিন daily
তারিখ date
সময় time hours
ভাইরাস virus
সেফটি safety
ইকমার্স ecommerce
অনলাইন online
শাখা section branch
পদবি designation post
সমাবেশ assembly gathering
চুক্তি agreement contract
উদ্যোগ initiative
উদ্ভাবন innovation
অধিবেশন session
লক্ষ্য goal target aim
উদ্দেশ্য objective purpose
ফলাফল result outcome
মেয়াদ duration term period
বাজেট budget
ব্যয় খরচ cost expense
আয় income earning
বিক্রয় বিক্রি sale sell
ক্রয় কেনা buy purchase
অর্ডার ফরমাশ order
ডেলিভারি সরবরাহ delivery
ফেরত return refund
পরিশোধ পেমেন্ট payment pay
সস্তা cheap
মজুদ স্টক stock
মেলা fair
ভাণ্ডার স্টোর store
ওয়েবসাইট website site
ইমেইল email mail
ডাটাবেজ ডাটাবেস ডেটাবেজ ডেটাবেস database
তথ্য information data
আপলোড upload
অ্যাপ app application
ক্যামেরা camera
সিসিটিভি cctv
পাসপোর্ট passport
ভিসা visa
ব্যাংক bank
অগ্নি আগুন ফায়ার fire
দুর্যোগ disaster
সেবা service
পরিষেবা service
বিতরণ distribution
অনুলিপি copy
স্মারক memo memorandum
সংস্থা organisation organization agency
সংগঠন organisation organization association
প্রতিনিধি representative
অংশীদার অংশীজন partner stakeholder
সেবাগ্রহীতা client recipient
কমিটি committee
কর্মশালা ওয়ার্কশপ workshop
কারখানা workshop factory
কারিগর maker artisan craftsman
খেলাধুলা খেলা sport sports game
ব্যায়াম শরীরচর্চা exercise
গ্রন্থাগার লাইব্রেরি পাঠাগার library
বই book
ছবি photo picture
মানচিত্র map
কুমিল্লা comilla
চট্টগ্রাম chittagong
বগুড়া bogra
যশোর jessore
যোগাযোগ contact communication
অঙ্গীকার pledge commitment
অংশগ্রহণ participation participate involvement
অংশীদারিত্ব partnership
অংশ part portion
অতিরিক্ত additional extra
অধিকার right
অধিক্ষেত্র jurisdiction
অনুদান grant donation
অনুবাদ translation translate
অনুমতি permission permit
অনুমোদন approval approve sanction
অনুরোধ request
অনুলিপি প্রতিলিপি copy duplicate
অনুষ্ঠান ceremony event programme function
অনুসন্ধান search inquiry enquiry
অন্তর্ভুক্ত include inclusion
অপব্যবহার misuse abuse
অপেক্ষা waiting wait
অবকাঠামো infrastructure
অবস্থান location position stay
অবহিতকরণ orientation briefing sensitisation
অবহিত inform
অবৈধ illegal unlawful
অভিজ্ঞতা experience
অভিবাসন migration migrant
অভ্যন্তরীণ internal
অভ্যাস habit
অর্জন achievement achieve
অর্থনৈতিক economic
অর্ধেক half
অসামাজিক antisocial
অসুস্থতা রোগ অসুখ illness disease sickness
অস্ত্র weapon arms
গোলাবারুদ ammunition
অস্থায়ী temporary
আইনজীবী attorney counsel barrister
আচরণ behaviour behavior conduct
আত্মসমর্পণ surrender
আদেশ হুকুম order
আধুনিকায়ন modernisation modernization modern
আনুষ্ঠানিক formal
আন্তর্জাতিক international
আপিল appeal
আবাসন housing accommodation
আবাসিক residential
আমদানি import
আর্থিক financial
আলোচনা discussion discuss talk
আসামি accused defendant
আস্থা বিশ্বাস trust confidence
আয়বর্ধক livelihood
আয়োজন arrangement arrange organise organize
ইচ্ছা wish willingness
উঠান courtyard yard
উদ্ধার rescue recovery recover
উদ্বুদ্ধ motivate inspire
উদ্যোক্তা entrepreneur
উন্নতি improvement improve progress
উন্নয়ন development develop
উন্নত improve developed advanced
উপদেষ্টা adviser advisor
উপস্থাপন উপস্থাপনা presentation present
উপস্থিত present attend attendance
উপস্থিতি হাজিরা attendance presence
উপাত্ত data
উৎপাদন production produce manufacture
উৎসব festival
উৎসাহ encouragement encourage incentive
ঋণ loan credit
এলাকা area locality region
কক্ষ ঘর room chamber
কথা talk speech word
কথোপকথন conversation dialogue
কর্মচারী worker
কর্তৃপক্ষ authority
কর্ম কাজ work job
কর্মসংস্থান employment
কর্মসম্পাদন performance
কর্মী worker
কল্যাণ wellbeing benefit
কারা কারাগার prison jail
কারাবন্দি prisoner inmate
কারারক্ষী warder guard
আইনশৃঙ্খলা lawenforcement
সুশীল civilsociety
কৃত্রিম artificialintelligence ai
স্বরাষ্ট্র homeministry
মন্ত্রিপরিষদ cabinetdivision
সংসদ parliament
কারাদণ্ড imprisonment sentence
কার্যক্রম কর্মকাণ্ড activity operation
কার্যদিবস workday
কাজ task activity
কিশোর juvenile adolescent
কৃষি agriculture farming
কেন্দ্র centre center
কেন্দ্রীয় central
কেন্দ্রীয় সেন্ট্রাল central
কৌশল strategy technique
কৌশলগত strategic
ক্ষতি harm damage loss
ক্ষতিকর harmful
ক্ষতিগ্রস্ত affected victim
ক্ষতিপূরণ compensation
ক্ষমতা power
ক্ষমা মার্জনা pardon mercy clemency
ক্ষেত্র field sphere
খসড়া draft
খাদ্য nutrition meal diet
খাবার meal
গণমাধ্যম media press
গণশুনানি hearing
শুনানি hearing
গবেষণা research study
গর্ভবতী pregnant
গাড়ি যানবাহন vehicle car transport
গুদাম warehouse storehouse
গুরুত্ব importance
গুরুত্বপূর্ণ important significant key
গৃহহীন homeless
গোপনীয় confidential secret
গ্রহণ acceptance adoption receive
গ্রাম village
গ্রাহক ক্রেতা customer buyer client
গ্রেপ্তার গ্রেফতার আটক arrest detention
ঘটনা incident event occurrence
ঘুষ bribe bribery
দুর্নীতি corruption
ঘোষণা announcement declaration announce
চলচ্চিত্র film movie
চাহিদা demand requirement need
চিকিৎসক ডাক্তার doctor physician
চিঠি পত্র letter
চিত্র picture image
চিহ্নিত চিহ্নিতকরণ identification identify
শনাক্ত শনাক্তকরণ identification identify
চুরি theft stealing
ছক format form table
ছাত্র শিক্ষার্থী student pupil learner
ছাদ roof
ছুটি leave holiday
জনপ্রতিনিধি representative
জনসংখ্যা population
জনসাধারণ জনগণ public people
জবানবন্দি statement testimony deposition
জবাবদিহি জবাবদিহিতা accountability accountable
জমা deposit submit submission
জমি land
জরিমানা fine penalty
জরিপ survey
জরুরি urgent emergency
জাতিসংঘ unitednations
জাতীয় national
জায়গা place space
জীবন life
জীবাণুনাশক disinfectant
টিকা ভ্যাকসিন vaccine vaccination
জেলা district zila
জন্ম birth
মৃত্যু death
জ্ঞান knowledge
ঝুঁকি risk hazard
ঝুঁকিপূর্ণ risky vulnerable hazardous
টেকসই sustainable
ঠিকাদার contractor supplier
তত্ত্বাবধান supervision supervise
তদন্ত investigation inquiry investigate
তদারকি supervision oversight monitor
তরুণ যুব যুবক youth young
তালিকা list
তৈরি প্রস্তুত made make preparation
দক্ষতা skill efficiency
দক্ষিণ south southern
উত্তর north answer reply
পূর্ব east
পশ্চিম west
দণ্ডিত convicted
দরিদ্র গরিব poor
দারিদ্র্য poverty
দলিল নথি document record deed
দায়িত্ব responsibility duty
দাবি claim demand
দিবস দিন day
দুর্ঘটনা accident
দুর্বলতা weakness vulnerability
দেশ country
দ্রব্য goods commodity
দ্রুত quick fast rapid speedy
ধন্যবাদ thanks
ধর্ম religion
ধর্মীয় religious
ধর্ষণ rape
নগদ cash
নজরদারি surveillance
নতুন new
নথি file record
নম্বর নং number
নাম name
নাটক drama play theatre theater
নাটিকা skit
নিবন্ধন registration register enrolment
নিম্ন low lower
নিয়ন্ত্রণ control regulation
নিয়ম rule
নিয়মিত regular regularly
নিরক্ষর illiterate literacy illiteracy
নিরাপদ safe secure
নিরাময় cure recovery treatment healing
নির্দেশ নির্দেশনা instruction direction guideline
নির্দেশিকা guideline manual handbook
নির্ধারণ fixing determination determine
নির্বাচন election selection
নির্বাহী executive
নির্মাণ construction build building
নির্যাতন torture violence persecution
নীতি policy principle
নীতিমালা policy guideline
নেতা leader
নেতৃত্ব leadership
ন্যায়বিচার justice
পক্ষ party side
পদক্ষেপ step measure
পদ post position
পদোন্নতি promotion
পদ্ধতি method procedure approach system
পরামর্শ advice counselling consultation suggestion
পরিচয় identity
পরিচয়পত্র identitycard nid
পরিচালনা operation management
পরিচ্ছন্নতা cleanliness hygiene
পরিদর্শন inspection visit
পরিবর্তন change
পরিবেশ environment
পরিবহন transport transportation carriage
পরিমাণ amount quantity
পরিষেবা সেবা service
পরিস্থিতি situation condition
পরীক্ষা test exam examination
পাতা পৃষ্ঠা page
পিতা বাবা father
মা মাতা mother
ভাই brother
বোন sister
সন্তান child offspring
স্বামী husband
স্ত্রী wife
পুরস্কার prize award reward
পুরুষ man men male
পুষ্টি nutrition
পেশা profession occupation
প্রকাশ publication publish
প্রকাশনা publication
প্রক্রিয়া process procedure
প্রচার প্রচারণা campaign publicity promotion
প্রতিকার solution
প্রতিক্রিয়া response reaction
প্রতিপালন compliance observance
প্রতিবন্ধকতা obstacle barrier
প্রতিবন্ধী disabled disability handicapped
প্রতিযোগিতা competition contest
প্রতিষ্ঠা establishment establish
প্রতিষ্ঠান institution institute organisation organization establishment
প্রত্যয়ন প্রত্যয়নপত্র certification certificate
সনদ সনদপত্র certificate
প্রত্যাশিত expected
প্রথম first
প্রদর্শনী exhibition display
প্রদান giving provide provision
প্রধান main chief head principal
প্রধানমন্ত্রী primeminister
প্রবীণ বৃদ্ধ elderly
প্রবেশ entry entrance access
প্রভাব effect impact influence
প্রয়োজন need necessity
প্রয়োজনীয় necessary required needed
প্রশাসন administration
প্রশাসনিক administrative
প্রশিক্ষক trainer instructor
প্রশিক্ষণার্থী trainee
প্রশ্ন question
প্রস্তাব proposal
প্রস্তুতি preparation preparedness
প্রাকৃতিক natural
প্রাথমিক primary initial preliminary
মাধ্যমিক secondary
প্রাপ্তি receipt
প্রাপ্তিস্বীকার acknowledgement acknowledgment
প্রেরণ send sending dispatch forward
ফল ফলাফল result outcome
ফৌজদারি criminal
দেওয়ানি civil
বক্তব্য statement speech
বাজার market
বাড়ি বাসা house home
বাদ exclusion
বাস্তবায়ন implementation implement execution
বাহির outside external
বিচারক judge magistrate
বিচারাধীন undertrial pending
বিজ্ঞাপন advertisement ad
বিতরণ distribute
বিদেশ abroad foreign overseas
গণপূর্ত publicworks
বিদেশি foreign foreigner
দূতাবাস embassy consulate
যাবজ্জীবন life lifelong
মৃত্যুদণ্ড ফাঁসি deathpenalty execution
প্রবেশপত্র admitcard
ছুটি vacation
বরখাস্ত dismissal suspension
অবসর retirement
ভাড়া fare rent
টিকিট ticket
বিদ্যুৎ electricity power
বিধি বিধিমালা rule regulation
বিনামূল্যে বিনামূল্য free
বিনির্মাণ building construction
বিবরণ description detail
বিবাহ বিয়ে marriage
বিরোধ dispute conflict
বিলম্ব দেরি delay late
বিশেষ special
বিশ্ব world global
বিষয় subject topic matter
বিস্তারিত detail detailed
বীমা insurance
বৃত্তিমূলক কারিগরি vocational technical
বেকার unemployed
বেসরকারি private nongovernment
বৈদেশিক foreign
বৈষম্য discrimination inequality
ব্যক্তি person individual
ব্যক্তিগত personal
ব্যবসা business trade
ব্যবস্থা arrangement system measure
ব্যবস্থাপনা management
ব্যবহার use usage utilisation
ভবন building
ভর্তি admission
ভাতা allowance stipend
ভাষা language
ভিত্তি basis base
ভূমিকা role
ভোট vote
ভ্রমণ travel trip journey
মতামত opinion feedback comment
মন্ত্রিপরিষদ cabinet
মন্ত্রী minister
মহামারি মহামারী pandemic epidemic
মাঠ field
মানবাধিকার humanrights
মানব human
মানসিক mental psychological psychiatric
মান quality standard
মানসম্মত quality standard
মালামাল goods equipment
মূল main original
মূল্যায়ন evaluation assessment appraisal
মৌলিক basic fundamental
যত্ন care
যন্ত্র যন্ত্রপাতি machine machinery equipment
যাচাই verification verify
যুক্ত connect connected attached
যোগদান joining join
যোগ্যতা qualification eligibility
যৌথ joint
যৌন sexual
রক্ষা protection protect
রপ্তানি export
রশিদ receipt
রাষ্ট্র state
রাষ্ট্রপতি president
রেয়াত remission
রক্ত blood
লক্ষণ symptom sign
শক্তিশালী strong strengthen strengthening
শরণার্থী উদ্বাস্তু refugee
শরীর body
শারীরিক physical
শর্ত condition term
শহর নগর city town urban
শিল্প industry art
শিরোনাম title heading
শুরু আরম্ভ start beginning begin
শেষ সমাপ্তি end ending conclusion
শোষণ exploitation
শ্রম labour labor
শ্রমিক labourer laborer
শ্রেণি class category
ষাণ্মাসিক halfyearly biannual
সংক্ষিপ্ত short brief
সংগ্রহ collection collect
সংযুক্তি attachment annex enclosure
পরিশিষ্ট appendix annex
সংযোজন addition
সংরক্ষণ preservation storage save
সংলাপ dialogue
সংশোধন correction correctional amendment
সংশোধনাগার correctional
সংশোধনী corrigendum amendment
সংশ্লিষ্ট concerned related relevant
সংস্কার reform repair
সংস্কৃতি culture
সাংস্কৃতিক cultural
সক্ষমতা capacity capability
সচেতন aware
সতর্কতা caution warning
সদর headquarters
সদস্য member
সন্ত্রাস terrorism
সন্ধান whereabouts
সপ্তাহ week
মাস month
বছর বৎসর year
ঘণ্টা hour hours
সম্প্রদায় community
সম্প্রসারণ expansion extension expand
সমন্বয় coordination
সমন্বিত coordinated integrated
সমর্থন support
সমস্যা problem issue
সমাজ society
সমাজসেবা socialservice
সামাজিক social
সমাধান solution resolve
সম্পত্তি সম্পদ property asset resource
সম্পর্ক relation relationship
সম্ভাব্য possible potential probable
সরঞ্জাম উপকরণ equipment material
সরবরাহ supply provide
সহকারী assistant
সহজ easy simple
সহযোগিতা cooperation collaboration help
সহিংসতা violence violent
সাক্ষী witness
সাক্ষ্য testimony evidence
সাজাপ্রাপ্ত দণ্ডপ্রাপ্ত convicted sentenced
সাধারণ general common ordinary
ক্ষমা amnesty
সামগ্রী item material
সাহায্য relief
সাফল্য success
সীমা limit
সীমাবদ্ধতা limitation
সুপারিশ recommendation recommend
সুবিধা facility benefit advantage
সুযোগ opportunity chance
সূচক indicator index
সূচি সময়সূচি তফসিল schedule timetable
সূত্র source reference
স্তর level tier
স্থান place venue location
স্থানান্তর বদলি transfer relocation
স্থানীয় local
স্থাপন installation install setup
স্থায়ী permanent
স্বচ্ছতা transparency transparent
স্বরাষ্ট্র home interior
স্বাক্ষর সই signature sign
স্বাধীনতা freedom independence
স্বেচ্ছাসেবক ভলান্টিয়ার volunteer
স্বীকার acknowledge admit
হত্যা খুন murder killing
হস্তশিল্প handicraft craft
হার rate
হালনাগাদ update updated
হিসাব account accounting
হেফাজত custody
হ্রাস reduction reduce decrease
যৌতুক dowry
দুর্বল weak
ডাক post mail
ডাকঘর postoffice
জাল fake forged
মুদ্রা currency
তহবিল fund
দান donation charity
অপহরণ kidnapping abduction
জঙ্গি militant
আত্মহত্যা suicide
শৃঙ্খলা discipline
শাস্তি সাজা punishment penalty
দর্শনার্থী visitor
সাক্ষাৎকার interview
আগমন arrival
বহিরাগমন immigration
প্রস্থান departure exit
পরিচর্যা nursing care
নার্স সেবিকা nurse
ঔষধ ওষুধ medicine drug
ডোজ dose
অ্যাম্বুলেন্স ambulance
শৌচাগার টয়লেট toilet latrine
বিশুদ্ধ pure clean
রান্না cooking cook kitchen
রান্নাঘর kitchen
বাগান garden
সেলাই sewing tailoring
বয়ন বুনন weaving
সূচিকর্ম এমব্রয়ডারি embroidery
মৃৎশিল্প pottery
কাঠমিস্ত্রি carpenter
নাপিত barber
ধোপা laundry
কম্পিউটার computer
যন্ত্রাংশ spare
বীজ seed
মাছ fish
মাংস meat
দুধ milk
চাল rice
ডাল lentil
তেল oil
লবণ salt
চিনি sugar
ডিম egg
সবজি শাকসবজি vegetable
ফলমূল fruit
মসলা spice
আচার pickle
মধু honey
সাবান soap
ঝাড়ু broom
ঝুড়ি basket
খেলনা toy
পুতুল doll
বালিশ pillow
চাদর bedsheet sheet shawl
পর্দা curtain
মাদুর mat
বিছানা bed
তোশক mattress
দরজা door
জানালা window
সোফা sofa
আলমারি almirah cupboard wardrobe
তাক shelf
ফ্রেম frame
উপহার gift present souvenir
গয়না অলংকার jewellery jewelry ornament
রং color colour
লাল red
নীল blue
সবুজ green
কালো black
সাদা white
হলুদ yellow turmeric
ছোট small little
বড় large big
পুরাতন পুরনো পুরোনো old
হাত hand
হস্তনির্মিত handmade
দোকান বিপণি shop store
ঝুড়ি cart basket
ছাড় discount
মুক্ত free
বিনিময় exchange
মান quality
ওজন weight
মাপ measure size
আকার size shape
দৈর্ঘ্য length
প্রস্থ width
উচ্চতা height
নকশা design pattern
ঈদ ইদ eid
পূজা puja
রোজা রমজান ramadan
নববর্ষ newyear
হজ্জ হজ hajj
মসজিদ mosque
মন্দির temple
বিদ্যালয় স্কুল school
মহাবিদ্যালয় কলেজ college
বিশ্ববিদ্যালয় university
পাঠ lesson reading
পাঠ্যক্রম curriculum course
শ্রেণিকক্ষ classroom
"""
# A count in words and in figures: তিনটি, ৩টি, three.
_NUMBERS = """
1 এক one
2 দুই two
3 তিন three
4 চার four
5 পাঁচ five
6 ছয় six
7 সাত seven
8 আট eight
9 নয় nine
10 দশ ten
11 এগারো এগার eleven
12 বারো বার twelve
13 তেরো তের thirteen
14 চৌদ্দ fourteen
15 পনেরো পনের fifteen
16 ষোলো ষোল sixteen
17 সতেরো সতের seventeen
18 আঠারো আঠার eighteen
19 উনিশ nineteen
20 বিশ কুড়ি twenty
24 চব্বিশ
25 পঁচিশ
30 ত্রিশ তিরিশ thirty
40 চল্লিশ forty
50 পঞ্চাশ fifty
60 ষাট sixty
70 সত্তর seventy
80 আশি eighty
90 নব্বই ninety
100 একশ একশত শত hundred
"""
GROUPS = tuple(
    tuple(unicodedata.normalize("NFC", line).split()) for line in (_GROUPS + _NUMBERS).split("\n") if line
)
