"""English words that Bangla has borrowed, as English spells them: by rule alone a spelling tells no sound (bureau).

Each line is an English word and the ways in which offices, shops and newspapers of Bangladesh write it. Where Bangla
has a word of its own that is used as much (আদালত, কোর্ট), both stand in `bangla.glossary`, and not here.
"""

import unicodedata

_WORDS = """
academy একাডেমি একাডেমী অ্যাকাডেমি
accident এক্সিডেন্ট অ্যাক্সিডেন্ট
account একাউন্ট অ্যাকাউন্ট
accounts একাউন্টস অ্যাকাউন্টস
action একশন অ্যাকশন
admit এডমিট অ্যাডমিট
advance এডভান্স অ্যাডভান্স
adviser এডভাইজার অ্যাডভাইজার
advocate এডভোকেট অ্যাডভোকেট
agency এজেন্সি
agent এজেন্ট
air এয়ার
alarm এলার্ম অ্যালার্ম
ambulance অ্যাম্বুলেন্স এম্বুলেন্স
app অ্যাপ এপ
appeal আপিল অ্যাপিল
apps অ্যাপস এপস
archive আর্কাইভ
army আর্মি
assembly অ্যাসেম্বলি এসেম্বলি
assistant এসিস্ট্যান্ট অ্যাসিস্ট্যান্ট
association এসোসিয়েশন অ্যাসোসিয়েশন
attorney অ্যাটর্নি এটর্নি
audio অডিও
audit অডিট
auditorium অডিটোরিয়াম
automatic অটোমেটিক
award অ্যাওয়ার্ড এওয়ার্ড
backup ব্যাকআপ
badge ব্যাজ
bakery বেকারি
balance ব্যালেন্স ব্যালান্স
bank ব্যাংক ব্যাঙ্ক
banner ব্যানার
barrack ব্যারাক
basic বেসিক
bed বেড
bench বেঞ্চ
bill বিল
billboard বিলবোর্ড
biometric বায়োমেট্রিক
biscuit বিস্কুট
block ব্লক
blog ব্লগ
board বোর্ড
body বডি
bond বন্ড
bonus বোনাস
book বুক
booth বুথ
box বক্স বাক্স
brand ব্র্যান্ড
bridge ব্রিজ
budget বাজেট
building বিল্ডিং
bureau ব্যুরো
bus বাস
button বাটন
cabinet কেবিনেট ক্যাবিনেট
camera ক্যামেরা
camp ক্যাম্প
campaign ক্যাম্পেইন ক্যাম্পেন
canteen ক্যান্টিন
capsule ক্যাপসুল
card কার্ড
cargo কার্গো
cash ক্যাশ
cashier ক্যাশিয়ার
catalogue ক্যাটালগ
category ক্যাটাগরি
cell সেল
centre সেন্টার
center সেন্টার
certificate সার্টিফিকেট
chairman চেয়ারম্যান
challan চালান
challenge চ্যালেঞ্জ
charge চার্জ
check চেক
checklist চেকলিস্ট
chemical কেমিক্যাল
cheque চেক
chief চিফ চীফ
civil সিভিল
class ক্লাস
clerk ক্লার্ক
clinic ক্লিনিক
club ক্লাব
code কোড
colonel কর্নেল
colony কলোনি
commission কমিশন
commissioner কমিশনার
committee কমিটি
community কমিউনিটি
company কোম্পানি
complaint কমপ্লেইন্ট
computer কম্পিউটার
conference কনফারেন্স
constable কনস্টেবল
consultant কনসালট্যান্ট
contact কন্টাক্ট কন্ট্যাক্ট
contract কন্ট্রাক্ট
contractor কন্ট্রাক্টর
control কন্ট্রোল
convention কনভেনশন
copy কপি
corner কর্নার
corona করোনা
corporation কর্পোরেশন করপোরেশন
council কাউন্সিল
councillor কাউন্সিলর
counselling কাউন্সেলিং কাউন্সিলিং
counselor কাউন্সেলর
counter কাউন্টার
county কাউন্টি
coupon কুপন
courier কুরিয়ার
course কোর্স
covid কোভিড
credit ক্রেডিট
custom কাস্টম
customer কাস্টমার
customs কাস্টমস
daily ডেইলি
dashboard ড্যাশবোর্ড
data ডাটা ডেটা
database ডাটাবেজ ডাটাবেস ডেটাবেজ ডেটাবেস
day ডে
debit ডেবিট
defence ডিফেন্স
dengue ডেঙ্গু ডেঙ্গি
department ডিপার্টমেন্ট
deputy ডেপুটি
design ডিজাইন
desk ডেস্ক
device ডিভাইস
diary ডায়েরি ডায়রি
digital ডিজিটাল
diploma ডিপ্লোমা
director ডিরেক্টর ডাইরেক্টর
discount ডিসকাউন্ট
display ডিসপ্লে
district ডিস্ট্রিক্ট
document ডকুমেন্ট
documentary ডকুমেন্টারি
dope ডোপ
download ডাউনলোড
draft ড্রাফট
drama ড্রামা
dress ড্রেস
driver ড্রাইভার
driving ড্রাইভিং
drug ড্রাগ
electric ইলেকট্রিক
electrical ইলেকট্রিক্যাল
electronic ইলেকট্রনিক
email ইমেইল ইমেল
embassy এম্বাসি
emergency ইমার্জেন্সি
enforcement এনফোর্সমেন্ট
engineer ইঞ্জিনিয়ার
enrolment এনরোলমেন্ট
entry এন্ট্রি
equipment ইকুইপমেন্ট
estate এস্টেট
evaluation ইভালুয়েশন
event ইভেন্ট
executive এক্সিকিউটিভ
exit এক্সিট
facebook ফেসবুক ফেইসবুক
factory ফ্যাক্টরি
fan ফ্যান
fashion ফ্যাশন
fax ফ্যাক্স
festival ফেস্টিভ্যাল ফেস্টিভাল
festoon ফেস্টুন
field ফিল্ড
file ফাইল
film ফিল্ম
finance ফাইন্যান্স ফিন্যান্স
finger ফিঙ্গার
first ফার্স্ট
focal ফোকাল
follow ফলো
force ফোর্স
form ফরম ফর্ম
forum ফোরাম
foundation ফাউন্ডেশন
free ফ্রি
freezer ফ্রিজার
fund ফান্ড
garments গার্মেন্টস
gas গ্যাস
gate গেট
gazette গেজেট
general জেনারেল
generator জেনারেটর
governance গভর্নেন্স
grade গ্রেড
group গ্রুপ
guard গার্ড
guide গাইড
guideline গাইডলাইন
hall হল
handicraft হ্যান্ডিক্রাফট
handicrafts হ্যান্ডিক্রাফটস
headquarters হেডকোয়ার্টার্স
health হেলথ
help হেল্প
helpdesk হেল্পডেস্ক
helpline হেল্পলাইন
high হাই
hospital হাসপাতাল হসপিটাল
hostel হোস্টেল
hotel হোটেল
hotline হটলাইন
human হিউম্যান
immigration ইমিগ্রেশন
incident ইনসিডেন্ট
industry ইন্ডাস্ট্রি
information ইনফরমেশন
inmate ইনমেট
inspection ইন্সপেকশন ইনস্পেকশন
inspector ইন্সপেক্টর ইনস্পেক্টর
institute ইনস্টিটিউট ইন্সটিটিউট
insurance ইন্স্যুরেন্স
interim ইন্টারিম
international ইন্টারন্যাশনাল
internet ইন্টারনেট
interview ইন্টারভিউ
inventory ইনভেন্টরি
invoice ইনভয়েস
item আইটেম
jailer জেলার
journal জার্নাল
judge জজ
kit কিট
laboratory ল্যাবরেটরি
language ল্যাঙ্গুয়েজ
law ল
leader লিডার
leaflet লিফলেট
lecture লেকচার
legal লিগ্যাল লিগাল
level লেভেল
licence লাইসেন্স
license লাইসেন্স
lift লিফট
light লাইট
limited লিমিটেড
line লাইন
link লিংক লিঙ্ক
list লিস্ট
loan লোন
location লোকেশন
locator লোকেটর
lock লক
lounge লাউঞ্জ
machine মেশিন
madrasa মাদ্রাসা
magistrate ম্যাজিস্ট্রেট
management ম্যানেজমেন্ট
manager ম্যানেজার
manual ম্যানুয়াল
map ম্যাপ
market মার্কেট
marketing মার্কেটিং
mask মাস্ক
master মাস্টার
matron মেট্রন
mayor মেয়র
media মিডিয়া
medical মেডিকেল মেডিক্যাল
medicine মেডিসিন
member মেম্বার
message মেসেজ
meter মিটার
metro মেট্রো
mill মিল
minister মিনিস্টার
ministry মিনিস্ট্রি
minute মিনিট
mission মিশন
model মডেল
module মডিউল
monitor মনিটর
monitoring মনিটরিং
motor মোটর
museum মিউজিয়াম
national ন্যাশনাল
network নেটওয়ার্ক
networking নেটওয়ার্কিং
news নিউজ
note নোট
offer অফার
officer অফিসার
online অনলাইন
operation অপারেশন
operator অপারেটর
oxygen অক্সিজেন
package প্যাকেজ
packet প্যাকেট
pad প্যাড
page পেজ পেইজ
panel প্যানেল
paralegal প্যারালিগ্যাল প্যারালিগাল
parade প্যারেড
parcel পার্সেল
park পার্ক
parliament পার্লামেন্ট
parole প্যারোল
part পার্ট
party পার্টি
pass পাস
passport পাসপোর্ট
password পাসওয়ার্ড
patrol প্যাট্রোল
pension পেনশন
petition পিটিশন
pharmacy ফার্মেসি
photo ফটো
photocopy ফটোকপি
pilot পাইলট
piloting পাইলটিং
pipeline পাইপলাইন
plant প্ল্যান্ট
plastic প্লাস্টিক
plot প্লট
point পয়েন্ট
police পুলিশ
policy পলিসি
portal পোর্টাল
post পোস্ট
postal পোস্টাল
poster পোস্টার
practice প্র্যাকটিস প্রাকটিস
presentation প্রেজেন্টেশন
press প্রেস
print প্রিন্ট
printing প্রিন্টিং
private প্রাইভেট
prize প্রাইজ
procedure প্রসিডিউর
process প্রসেস
professor প্রফেসর
profile প্রোফাইল
program প্রোগ্রাম
programme প্রোগ্রাম
programmer প্রোগ্রামার
project প্রজেক্ট
projector প্রজেক্টর
promotion প্রমোশন
protocol প্রটোকল প্রোটোকল
public পাবলিক
pump পাম্প
quality কোয়ালিটি
quarter কোয়ার্টার
queue কিউ
quota কোটা
radio রেডিও
rally র‌্যালি র্যালি
ration রেশন
receipt রিসিট
record রেকর্ড
recruitment রিক্রুটমেন্ট
referral রেফারেল
refund রিফান্ড
register রেজিস্টার
registrar রেজিস্ট্রার
registration রেজিস্ট্রেশন
relief রিলিফ
remand রিমান্ড
research রিসার্চ
residence রেসিডেন্স
rest রেস্ট
result রেজাল্ট
review রিভিউ
road রোড
roll রোল
room রুম
routine রুটিন
rule রুল
safety সেফটি
salary স্যালারি
scale স্কেল
scan স্ক্যান
scanner স্ক্যানার
scheme স্কিম
scholarship স্কলারশিপ
science সায়েন্স
seal সিল
season সিজন
seat সিট
secretary সেক্রেটারি
section সেকশন
sector সেক্টর
security সিকিউরিটি
seminar সেমিনার
senior সিনিয়র
sensor সেন্সর
sergeant সার্জেন্ট
serial সিরিয়াল
server সার্ভার
service সার্ভিস
session সেশন
set সেট
share শেয়ার
sharing শেয়ারিং
shift শিফট
show শো
signal সিগন্যাল
sister সিস্টার
site সাইট
slogan স্লোগান শ্লোগান
smart স্মার্ট
social সোশ্যাল সোস্যাল
society সোসাইটি
software সফটওয়্যার সফটওয়ার
solar সোলার
special স্পেশাল
specification স্পেসিফিকেশন
sponsor স্পন্সর
sports স্পোর্টস
square স্কয়ার
stadium স্টেডিয়াম
staff স্টাফ
stage স্টেজ
stall স্টল
stamp স্ট্যাম্প
standard স্ট্যান্ডার্ড
station স্টেশন
status স্ট্যাটাস
steno স্টেনো
storage স্টোরেজ
strategy স্ট্র্যাটেজি
street স্ট্রিট
studio স্টুডিও
style স্টাইল
super সুপার
superintendent সুপারিনটেনডেন্ট
supervisor সুপারভাইজার
supply সাপ্লাই
support সাপোর্ট
survey সার্ভে
system সিস্টেম
table টেবিল
tablet ট্যাবলেট
target টার্গেট
task টাস্ক
tax ট্যাক্স
taxi ট্যাক্সি
team টিম
technical টেকনিক্যাল টেকনিকাল
technician টেকনিশিয়ান
technology টেকনোলজি
telephone টেলিফোন
television টেলিভিশন
template টেমপ্লেট
terminal টার্মিনাল
test টেস্ট
theme থিম
ticket টিকিট টিকেট
time টাইম
token টোকেন
toll টোল
tower টাওয়ার
town টাউন
track ট্র্যাক
tracking ট্র্যাকিং
trade ট্রেড
traffic ট্রাফিক
train ট্রেন
trainer ট্রেইনার
transfer ট্রান্সফার
transport ট্রান্সপোর্ট
treasury ট্রেজারি
tribunal ট্রাইব্যুনাল
trophy ট্রফি
truck ট্রাক
trust ট্রাস্ট
type টাইপ
typist টাইপিস্ট
union ইউনিয়ন
unit ইউনিট
university ইউনিভার্সিটি
update আপডেট
upload আপলোড
user ইউজার
van ভ্যান
vacation ভ্যাকেশন
vat ভ্যাট
verification ভেরিফিকেশন
version ভার্সন
video ভিডিও
victim ভিকটিম
viewer ভিউয়ার
virus ভাইরাস
visa ভিসা
voice ভয়েস
vote ভোট
voucher ভাউচার
waiting ওয়েটিং
walkietalkie ওয়াকিটকি ওয়্যাকিটকি
ward ওয়ার্ড
warder ওয়ার্ডার
warehouse ওয়্যারহাউস
warrant ওয়ারেন্ট
web ওয়েব
webinar ওয়েবিনার
website ওয়েবসাইট
wheelchair হুইলচেয়ার
wifi ওয়াইফাই
wing উইং
witness উইটনেস
work ওয়ার্ক
worker ওয়ার্কার
yard ইয়ার্ড
zero জিরো
care কেয়ার
surgeon সার্জন
footage ফুটেজ
young ইয়ং
zone জোন
"""


def _by_bangla() -> dict[str, frozenset[str]]:
    """Return for each Bangla spelling, in the letters of a composed text, the English words it stands for."""
    found: dict[str, frozenset[str]] = {}
    for line in unicodedata.normalize("NFKC", _WORDS).split("\n"):
        english, *spellings = line.split() or [""]
        for spelling in spellings:
            found[spelling] = found.get(spelling, frozenset()) | {english}
    return found


ENGLISH_OF = _by_bangla()
