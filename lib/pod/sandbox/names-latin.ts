import { type Naming, naming } from './naming.ts'

/** Given and family names of languages in Latin script; `_` stands for a space inside one name. */
export const latinNamings: readonly Naming[] = [
	naming('English', {
		given:
			'Oliver Amelia George Isla Harry Poppy Theodore Freya Arthur Florence Edmund Beatrice Rupert Harriet Callum Imogen Miles Rosalind Hugh Eleanor Gareth Winifred Duncan Matilda',
		family:
			'Ashworth Bramley Carver Dunmore Ellery Fairbank Goodwin Hartley Ingram Kersey Langford Merrick Norwood Oakes Pemberton Radley Sefton Thackray Underhill Whitcombe Yardley Blackwood Coleridge Draycott',
	}),
	naming('American English', {
		given:
			'Madison Tyler Brooke Wyatt Savannah Logan Kendall Hunter Jasmine DeShawn Aaliyah Carter Mackenzie Travis Paige Brandon Autumn Curtis Shelby Darnell',
		family:
			'Hollis Prescott Calloway Maddox Whitaker Stroud Beckett Langley Ramsey Thornton Vance Mercer Dalton Huxley Kincaid Boone Ellison Tillman Roark Sutter',
	}),
	naming('Irish', {
		given:
			'Aoife Ciarán Niamh Oisín Saoirse Pádraig Siobhán Eoghan Róisín Tadhg Gráinne Fionn Caoimhe Cormac Órla Seán Bláthnaid Donnchadh Éabha Ruairí',
		family:
			"O'Sullivan O'Brien MacCarthy O'Shea Gallagher O'Flaherty Kinsella Brannigan O'Dwyer Tierney Hanrahan Mulcahy O'Keeffe Lonergan Devane Scanlon O'Daly Fogarty Quinlan Corrigan",
	}),
	naming('French', {
		given:
			'Élodie Gaël Hélène François Océane Théo Aurélie Loïc Camille Benoît Maëlle Jérôme Solène Raphaël Anaïs Rémi Noémie Étienne Clémence Zoé',
		family:
			'Lefèvre Dubreuil Garnier Béranger Chevalier Marchand Delacroix Noël Fontaine Lacombe Périer Rousselot Vasseur Besançon Gauthier Morel Aubert Thévenet Carpentier de_La_Tour',
	}),
	naming('German', {
		given:
			'Jürgen Annelise Björn Käthe Matthias Grete Jörg Ute Sören Heidrun Götz Mareike Lothar Friederike Rüdiger Wiebke Detlef Änne Torsten Sigrid',
		family:
			'Müller Weiß Schröder Böhm Großmann Kühne Jäger Vogt Löffler Steinbach Häußler Brückner von_Arnim Zöllner Riedel Köhler Thieme Wörner Engelhardt Lindner',
	}),
	naming('Spanish', {
		given:
			'Íñigo Lucía Álvaro Begoña Joaquín Inés Sebastián Rocío Andrés Mariluz Óscar Nuria Martín Belén Germán Pilar Héctor Soledad Ramón Ángela',
		family:
			'García_Peña Ibáñez Núñez Zúñiga Castaño Domínguez Echeverría Fuentes Gálvez Herrero Jiménez Larrañaga Muñoz Ordóñez Peñalver Quiñones Rincón Sáenz Trujillo Villaseñor',
	}),
	naming('Portuguese', {
		given:
			'João Conceição Tomé Inês Luís Beatriz Simão Graça Vasco Leonor Estêvão Mafalda Nuno Constança Duarte Iolanda Gonçalo Lurdes Rui Fátima',
		family:
			'Araújo Guimarães Magalhães Conceição Falcão Leitão Simões Brandão Assunção Vasconcelos Antunes Barreto Câmara Dourado Figueiró Lourenço Mourão Peixoto Queirós Sepúlveda',
	}),
	naming('Italian', {
		given:
			'Niccolò Ginevra Ludovico Chiara Gianluca Ornella Matteo Fiorenza Ettore Noemi Salvatore Vittoria Cosimo Allegra Tancredi Mirella Fabrizio Giuditta Renzo Serafina',
		family:
			"D'Angelo Bellandi Cattaneo Del_Piero Esposito Frescobaldi Gagliardi Lo_Verde Marchetti Nicolò Palmieri Quattrocchi Rinaldi Santoro Tagliabue Urbani Vannucci Zanetti Ferrero Bonfanti",
	}),
	naming('Dutch', {
		given:
			'Joris Sanne Maarten Femke Thijs Anouk Daan Marijke Bram Liesbeth Sjoerd Noor Wouter Ilse Koen Hanneke Ruben Jantine Pieter Eefje',
		family:
			"van_den_Berg de_Vries van_'t_Hof Dijkstra ter_Horst Hoekstra van_der_Meer Kuijpers Scholten Zijlstra de_Graaf Verhoeven Wijnands van_Rijn Bakhuis Ouwerkerk Postma Terpstra Molenaar Brinkman",
	}),
	naming('Swedish', {
		given:
			'Åsa Göran Märta Håkan Ebba Örjan Linnéa Torbjörn Elsa Anders Maja Björn Sigrid Ragnar Ylva Stellan Ingegerd Folke Tuva Hjalmar',
		family:
			'Ångström Björkman Öberg Lindqvist Sjöström Åkerlund Holmgren Nyström Wallén Hägglund Ekström Forsgren Söderling Ahlquist Bergdahl Dahlström Norrby Palmgren Rosén Tengvall',
	}),
	naming('Norwegian and Danish', {
		given:
			'Øyvind Solveig Håvard Ragnhild Søren Astrid Kåre Mette Jørgen Tove Bjarne Åse Eskil Dagny Terje Kjersti Asbjørn Vigdis Leif Gro',
		family:
			'Østergård Bjørnsen Strømberg Skjærvø Nygård Højlund Kjær Bakkerud Sørbø Vangen Fjeldstad Haugerud Ødegaard Lundby Møllerup Rønning Tveit Aasen Brækhus Solbakken',
	}),
	naming('Finnish', {
		given:
			'Väinö Aino Jyrki Päivi Eero Säde Heikki Tuulikki Mikko Hellä Pekka Kyllikki Ilmari Saara Toivo Aliisa Onni Mervi Juhani Sirpa',
		family:
			'Mäkinen Hämäläinen Järvelä Kärkkäinen Pöysti Räsänen Yli-Vakkuri Korhonen Lehtonen Niskanen Salmela Tuomainen Virtanen Äijälä Koskela Heikkilä Laaksonen Peltola Rautio Suominen',
	}),
	naming('Polish, women', {
		given: 'Małgorzata Żaneta Agnieszka Bożena Grażyna Jadwiga Łucja Wiesława Zofia Świętosława Kinga Halina',
		family:
			'Wiśniewska Dąbrowska Łukaszewska Żółkiewska Kowalczyk Zielińska Sikorska Górska Ośmiałowska Wrzeszcz Nowak Pawłowska',
	}),
	naming('Polish, men', {
		given:
			'Łukasz Grzegorz Paweł Świętopełk Zbigniew Michał Bogusław Stanisław Jędrzej Wojciech Radosław Maciej',
		family:
			'Wiśniewski Dąbrowski Łukaszewski Żółkiewski Kowalczyk Zieliński Sikorski Górski Ośmiałowski Wrzeszcz Nowak Pawłowski',
	}),
	naming('Czech and Slovak, women', {
		given: 'Zdeňka Jiřina Růžena Ľubica Markéta Žofie Květa Božena Daniela Šárka',
		family: 'Dvořáková Nováková Horáčková Šťastná Kučerová Říhová Ďuricová Němcová Bílá Vašková',
	}),
	naming('Czech and Slovak, men', {
		given: 'Jiří Ondřej Luboš Štěpán Zdeněk Matěj Ľudovít Bohumil Vojtěch Radek',
		family: 'Dvořák Novák Horáček Šťastný Kučera Říha Ďurica Němec Bílý Vašek',
	}),
	naming('Hungarian', {
		familyFirst: true,
		given:
			'Gergő Eszter Zoltán Ágnes László Réka Ödön Ilona Győző Katalin Ákos Zsófia Bálint Emőke Tibor Piroska Márton Jolán Örs Szilvia',
		family:
			'Szűcs Kőszegi Nagy Fekete Bárány Erdős Gyöngyösi Hűvös Juhász Kocsis Lőrincz Mészáros Pálfi Rózsa Szabó Török Ujvári Végh Zsoldos Tóth',
	}),
	naming('Romanian', {
		given:
			'Ștefan Ioana Mădălina Gheorghe Răzvan Anca Traian Viorica Dragoș Ileana Cătălin Sânziana Horațiu Brândușa Liviu Smaranda Nicușor Ruxandra Sorin Tudorița',
		family:
			'Popescu Ionescu Țurcanu Șerban Bălan Căpățînă Drăghici Enăchescu Fântână Grădinaru Hâncu Lăzărescu Moțoc Năstase Pătrașcu Răducanu Stănescu Tănase Ungureanu Văcărescu',
	}),
	naming('Turkish', {
		given:
			'İbrahim Ayşe Çağlar Gülşen Özgür Şule Uğur Müge Kıvanç Nurgül Tuğrul Hülya Yağmur Ümit Işıl Emre Çiğdem Barış Sıla Oğuz',
		family:
			'Yıldız Çelik Şahin Öztürk Güneş Kılıç Doğan Aydın Koç Bozdağ Işık Ünal Erdoğdu Taşkın Karaca Gökçe Demirtaş Süer Avcı Polatlı',
	}),
	naming('Vietnamese', {
		familyFirst: true,
		given:
			'Thị_Hồng Văn_Đức Minh_Châu Quốc_Bảo Ngọc_Ánh Hữu_Phước Thùy_Dương Đình_Khoa Mỹ_Linh Xuân_Trường Bích_Ngọc Gia_Huy Kim_Oanh Tuấn_Kiệt Phương_Thảo Trọng_Nghĩa',
		family: 'Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Trịnh Mai',
	}),
	naming('Indonesian and Malay', {
		given:
			'Budi Dewi Agus Siti Putri Wayan Ketut Hasan Nur_Aini Rizky Ratna Bambang Lestari Yusof Aminah Farid Kartika Joko Intan Slamet',
		family:
			'Santoso Wijaya Hartono Kusuma Siregar Nasution Pratama Halim Setiawan Suryadi Gunawan Simatupang Ismail Osman Rahardjo Tanjung Widodo Saragih Permata Lubis',
	}),
	naming('Nigerian', {
		given:
			'Chinedu Adaeze Olúwaṣeun Ngozi Tunde Yétúndé Emeka Folasade Ikenna Amarachi Bọ́lájí Zainab Obinna Titilayo Musa Ifeoma Kelechi Abíọ́dún Halima Uche',
		family:
			'Okonkwo Adébáyọ̀ Eze Balogun Nwosu Ọláníyan Abubakar Okafor-Bello Onyekachi Adeyemi Danjuma Ibekwe Ògúnlẹ́yẹ Umeh Sanusi Chukwuma Fashola Gbadamosi Ekwueme Lawal',
	}),
	naming('East African', {
		given:
			'Wanjiru Kamau Achieng Otieno Zawadi Juma Neema Baraka Wambui Mwangi Akinyi Kiprono Rehema Hamisi Nyambura Tendai Chipo Tariro Selam Dawit',
		family:
			"Odhiambo Njoroge Kiplagat Mutua Wafula Ochieng Ndung'u Cheruiyot Mwakasege Kimani Were Karanja Moyo Chikwanha Tesfaye Bekele Githongo Barasa Katende Mugisha",
	}),
]
