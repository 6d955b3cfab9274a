import { type Naming, naming } from './naming.ts'

/** Names outside Latin script, each with the romanised form its address uses. */
export const otherScriptNamings: readonly Naming[] = [
	naming('Russian, women', {
		given:
			'Анна:anna Екатерина:ekaterina Ольга:olga Светлана:svetlana Юлия:yulia Наталья:natalya Ксения:ksenia Людмила:lyudmila Дарья:darya Вера:vera',
		family:
			'Соколова:sokolova Морозова:morozova Лебедева:lebedeva Щербакова:shcherbakova Виноградова:vinogradova Жукова:zhukova Белова:belova Громова:gromova Чернышёва:chernysheva Юдина:yudina',
	}),
	naming('Russian, men', {
		given:
			'Иван:ivan Дмитрий:dmitry Сергей:sergey Алексей:alexey Пётр:pyotr Юрий:yury Николай:nikolay Фёдор:fyodor Антон:anton Глеб:gleb',
		family:
			'Соколов:sokolov Морозов:morozov Лебедев:lebedev Щербаков:shcherbakov Виноградов:vinogradov Жуков:zhukov Белов:belov Громов:gromov Чернышёв:chernyshev Юдин:yudin',
	}),
	naming('Ukrainian', {
		given:
			'Олена:olena Андрій:andrii Ірина:iryna Тарас:taras Оксана:oksana Богдан:bohdan Юлія:yuliia Євген:yevhen Соломія:solomiia Ярослав:yaroslav Зоряна:zoriana Олексій:oleksii',
		family:
			'Шевчук:shevchuk Ковальчук:kovalchuk Бондаренко:bondarenko Ткаченко:tkachenko Кравець:kravets Петренко:petrenko Лисенко:lysenko Гончар:honchar Мороз:moroz Яценко:yatsenko Їжакевич:yizhakevych Дяченко:diachenko',
	}),
	naming('Greek, women', {
		given:
			'Ελένη:eleni Μαρία:maria Αθηνά:athina Σοφία:sofia Δέσποινα:despoina Χρυσούλα:chrysoula Ιωάννα:ioanna Βασιλική:vasiliki',
		family:
			'Παπαδοπούλου:papadopoulou Γεωργίου:georgiou Νικολαΐδου:nikolaidou Οικονόμου:oikonomou Αντωνιάδη:antoniadi Καραγιάννη:karagianni Ζαφειρίου:zafeiriou Λαμπροπούλου:lampropoulou',
	}),
	naming('Greek, men', {
		given:
			'Γιώργος:giorgos Νίκος:nikos Δημήτρης:dimitris Κώστας:kostas Αλέξανδρος:alexandros Σπύρος:spyros Θανάσης:thanasis Ηλίας:ilias',
		family:
			'Παπαδόπουλος:papadopoulos Γεωργίου:georgiou Νικολαΐδης:nikolaidis Οικονόμου:oikonomou Αντωνιάδης:antoniadis Καραγιάννης:karagiannis Ζαφειρίου:zafeiriou Λαμπρόπουλος:lampropoulos',
	}),
	naming('Chinese', {
		familyFirst: true,
		joiner: '',
		given:
			'伟:wei 芳:fang 秀英:xiuying 敏:min 静:jing 丽华:lihua 强:qiang 志远:zhiyuan 晓明:xiaoming 雨桐:yutong 建国:jianguo 思涵:sihan 浩然:haoran 佳怡:jiayi 文博:wenbo 雪梅:xuemei',
		family:
			'王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 周:zhou 吴:wu 徐:xu 孙:sun 欧阳:ouyang 司马:sima 郭:guo 梁:liang',
	}),
	naming('Japanese', {
		familyFirst: true,
		joiner: ' ',
		given:
			'翔太:shota さくら:sakura 健一:kenichi 美咲:misaki 大輔:daisuke 陽菜:hina 拓也:takuya 結衣:yui 直樹:naoki 恵子:keiko ユウコ:yuko 蓮:ren 彩花:ayaka 誠:makoto',
		family:
			'佐藤:sato 鈴木:suzuki 高橋:takahashi 渡辺:watanabe 伊藤:ito 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida 齋藤:saito 長谷川:hasegawa 五十嵐:igarashi 森:mori',
	}),
	naming('Korean', {
		familyFirst: true,
		joiner: '',
		given:
			'민준:minjun 서연:seoyeon 지훈:jihoon 하은:haeun 도윤:doyun 수빈:subin 현우:hyunwoo 은지:eunji 성민:sungmin 유나:yuna 재호:jaeho 미경:mikyung',
		family: '김:kim 이:lee 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim 한:han 남궁:namgung',
	}),
	naming('Arabic', {
		given:
			'عائشة:aisha محمد:mohammed فاطمة:fatima خالد:khalid ليلى:layla يوسف:yousef مريم:maryam عمر:omar نورا:noura سليم:salim هدى:huda طارق:tariq زينب:zaynab رامي:rami',
		family:
			'الفارسي:alfarsi حداد:haddad المنصوري:almansoori خوري:khoury النجار:alnajjar بن_علي:benali السيد:alsayed قاسم:qasim العتيبي:alotaibi زيدان:zidan الشامي:alshami مراد:murad',
	}),
	naming('Persian', {
		given:
			'شیرین:shirin آرش:arash پریسا:parisa کیان:kian نگار:negar بهرام:bahram ژاله:zhaleh سیاوش:siavash گلناز:golnaz داریوش:dariush',
		family:
			'رضایی:rezaei حسینی:hosseini تهرانی:tehrani کریمی:karimi پارسا:parsa شیرازی:shirazi گلستانی:golestani نوری:nouri بهشتی:beheshti مرادی:moradi',
	}),
	naming('Hebrew', {
		given:
			'נועה:noa יונתן:yonatan תמר:tamar איתי:itai שירה:shira אורי:uri מיכל:michal גלעד:gilad יעל:yael עומר:omer רוני:roni אבישי:avishai',
		family:
			'כהן:cohen לוי:levi מזרחי:mizrahi פרץ:peretz ביטון:biton אברהם:avraham פרידמן:friedman שפירא:shapira בן־דוד:bendavid גולן:golan רוזן:rosen אלון:alon',
	}),
	naming('Hindi', {
		given:
			'आरव:aarav प्रिया:priya विवान:vivaan अनन्या:ananya रोहन:rohan दीपिका:deepika अर्जुन:arjun मीरा:meera संजय:sanjay कविता:kavita राहुल:rahul लक्ष्मी:lakshmi',
		family:
			'शर्मा:sharma वर्मा:verma गुप्ता:gupta सिंह:singh कपूर:kapoor मिश्रा:mishra चतुर्वेदी:chaturvedi जोशी:joshi त्रिपाठी:tripathi अग्रवाल:agarwal मेहरा:mehra भट्ट:bhatt',
	}),
	naming('Tamil', {
		given: 'கார்த்திக்:karthik மீனா:meena அருண்:arun கவிதா:kavitha சுரேஷ்:suresh லதா:latha விஜய்:vijay பிரியா:priya',
		family:
			'சுப்பிரமணியன்:subramanian முருகன்:murugan ராமசாமி:ramasamy வேலு:velu கண்ணன்:kannan செல்வம்:selvam நடராஜன்:natarajan பாண்டியன்:pandian',
	}),
	naming('Thai', {
		given: 'สมชาย:somchai สุดา:suda ประยุทธ:prayut มาลี:malee ธนา:thana วิไล:wilai ณัฐ:nat กมล:kamon',
		family:
			'ศรีสุข:srisuk วงศ์สวัสดิ์:wongsawat บุญมี:boonmee ทองดี:thongdee แสงจันทร์:saengchan ใจดี:jaidee รัตนกุล:rattanakul พิทักษ์:phithak',
	}),
	naming('Georgian', {
		given: 'ნინო:nino გიორგი:giorgi თამარ:tamar ლევან:levan ეკა:eka ზურაბ:zurab ქეთევან:ketevan დავით:davit',
		family:
			'ბერიძე:beridze კაპანაძე:kapanadze გელაშვილი:gelashvili ლომიძე:lomidze მაისურაძე:maisuradze წიკლაური:tsiklauri ჯაფარიძე:japaridze ხუციშვილი:khutsishvili',
	}),
	naming('Armenian', {
		given: 'Անի:ani Արամ:aram Նարե:nare Տիգրան:tigran Լուսինե:lusine Վահագն:vahagn Գոհար:gohar Հայկ:hayk',
		family:
			'Պետրոսյան:petrosyan Հակոբյան:hakobyan Սարգսյան:sargsyan Գրիգորյան:grigoryan Խաչատրյան:khachatryan Մարտիրոսյան:martirosyan Ավագյան:avagyan Թումանյան:tumanyan',
	}),
]
