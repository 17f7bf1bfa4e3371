"""Words that mean the same to whoever asks. Used only where what was typed finds nothing."""

import unicodedata

# A word a group for those who ask in the other language, and words of one language that people use for each other.
_GROUPS = """
দেখা সাক্ষাৎ visit visiting meeting
জেল জেলখানা কারাগার prison jail
কয়েদি বন্দি আসামি হাজতি prisoner inmate convict detainee
টাকা অর্থ মূল্য ফি money fee price cost
ফোন মোবাইল টেলিফোন phone telephone mobile
অভিযোগ নালিশ complaint grievance
প্রতিকার redress remedy
সনদ চার্টার প্রতিশ্রুতি charter
মিটিং সভা বৈঠক meeting
কার্যবিবরণী minutes
সভাপতি chair chairman president
সিদ্ধান্ত decision
উকিল আইনজীবী lawyer advocate
চিকিৎসা ডাক্তার হাসপাতাল treatment doctor medical
হাসপাতাল hospital
জামিন bail
ঠিকানা address
অফিস দপ্তর কার্যালয় office
অধিদপ্তর department directorate
মন্ত্রণালয় ministry
বিভাগ division
জেলা district
উপজেলা থানা upazila
সচিব secretary
মহাপরিদর্শক inspector
মহাপরিচালক director
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
প্রমাণক evidence proof
ত্রৈমাসিক quarterly quarter
বার্ষিক বাৎসরিক annual yearly
মাসিক monthly
সাপ্তাহিক weekly
দৈনিক দৈনন্দিন daily
তারিখ date
সময় time
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
দাম মূল্য price
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
"""
GROUPS = tuple(tuple(unicodedata.normalize("NFC", line).split()) for line in _GROUPS.strip().splitlines())
