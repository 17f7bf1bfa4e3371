"""Words that mean the same to whoever asks. Used only where what was typed finds nothing."""

import unicodedata

_GROUPS = """
দেখা সাক্ষাৎ সাক্ষাত visit visiting meeting
জেল জেলখানা কারাগার prison jail prisons
কয়েদি বন্দি আসামি হাজতি prisoner inmate convict
টাকা অর্থ মূল্য ফি money fee price cost
ফোন মোবাইল টেলিফোন phone telephone mobile
অভিযোগ নালিশ complaint
সনদ চার্টার প্রতিশ্রুতি charter
মিটিং সভা বৈঠক
কার্যবিবরণী minutes
সিদ্ধান্ত decision
উকিল আইনজীবী lawyer advocate
চিকিৎসা ডাক্তার হাসপাতাল treatment doctor
জামিন bail
ঠিকানা address
অফিস দপ্তর কার্যালয় office
খোলা চালু
নোটিশ বিজ্ঞপ্তি notice
খবর সংবাদ news
পণ্য জিনিস সামগ্রী product products goods
কাঁথা quilt
চেয়ার কেদারা chair
টুল মোড়া stool
ব্যাগ থলে bag
জুতা জুতো shoe shoes
শাড়ি সাড়ি sari saree
পাট jute
বাঁশ bamboo
কাঠ wood wooden
চামড়া leather
পারিশ্রমিক মজুরি বেতন wage wages
লাভ মুনাফা লভ্যাংশ profit
মাদক নেশা drug drugs
প্রশিক্ষণ ট্রেনিং training
মামলা কেস case
আদালত কোর্ট court
পরিবার স্বজন family
শিশু বাচ্চা child children
খাবার খাদ্য food
"""
GROUPS = tuple(tuple(unicodedata.normalize("NFC", line).split()) for line in _GROUPS.strip().splitlines())
