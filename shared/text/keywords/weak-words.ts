/**
 * Words that stand in every kind of news and name none of it: times, amounts, degrees, what pages leave behind. They may stand
 * within a keyword and are none by themselves.
 */
const lists: ReadonlyMap<string, string> = new Map(
  Object.entries({
    en: `year years month months week weeks day days hour hours minute minutes time times today yesterday tomorrow night morning evening weekend monday january february march april june july august september october november december decade century
million millions billion billions trillion thousand thousands hundred hundreds dozen percent percentage half quarter number numbers four five six seven eight nine ten third fourth fifth average
already better best likely early earlier late later largest biggest major big small high higher low lower good great really probably recently currently nearly quickly actually simply well long old new far full different similar available possible able recent current previous entire
don't didn't doesn't can't won't isn't wasn't i'm i've you're he's she's that's there's thing things way ways lot bit kind part place people person man men woman women group member members found find come look think know want show shows showed seem seems feel call called put keep let help try start started began begin end ended include including included use using report reported reports source www com http https html quot amp nbsp org net`,
    fr: `an ans année années mois semaine semaines jour jours heure heures minute minutes temps aujourd'hui hier demain matin soir nuit janvier février mars avril mai juin juillet août septembre octobre novembre décembre siècle
million millions milliard milliards mille cent centaine pourcent moitié nombre trois quatre cinq six sept huit neuf dix premier première deuxième second seconde troisième
nouveau nouvelle nouveaux nouvelles grand grande grands grandes petit petite bon bonne meilleur important importante possible certain certaine différent récent actuel ancien ancienne jeune longtemps notamment également seulement actuellement apparemment récemment toujours environ ensuite afin façon manière fois part partie lieu chose personne personnes gens homme femme cours suite place point www com http fr`,
    ar: `عام عاما سنة سنوات شهر اشهر يوم ايام اسبوع ساعة ساعات دقيقة وقت اليوم امس غدا صباح مساء ليل ليلة السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعة يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر قرن عقد فترة
مليون مليار الف مئة عشرات مئات الاف نسبة عدد ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة عشرة اثنين ثاني ثالث رابع خامس
كبير كبيرة كبرى جديد جديدة قديم مهم هام مختلف كثير قليل طويل قصير افضل اكبر اصغر اعلى ماضي مقبل قادم حالي سابق اخير اثناء وجود شكل طريقة خلال بعيد قريب نوع شيء امر حال مرة جانب بداية نهاية شخص رجل ناس طالب مجموعة وسائل مستوى`,
    tr: `yıl yılı yılda ay gün hafta saat dakika zaman bugün dün yarın gece sabah akşam ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık milyon milyar bin yüz yüzde dört beş altı yedi sekiz dokuz ilk ikinci yeni eski büyük küçük kişi şekilde durum`,
    fa: `سال ماه روز هفته ساعت دقیقه زمان امروز دیروز فردا شب صبح میلیون میلیارد هزار صد درصد سه چهار پنج شش هفت هشت نه ده اول دوم سوم جدید قدیم بزرگ کوچک مهم نفر مورد بخش شکل`,
    es: `año años mes meses semana semanas día días hora horas minuto tiempo hoy ayer mañana noche enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre millón millones mil cien ciento porciento tres cuatro cinco seis siete ocho nueve diez primer primero primera segundo nuevo nueva nuevos nuevas gran grande grandes pequeño mejor mayor parte vez veces lugar persona personas forma`,
    de: `jahr jahre jahren monat monate monaten woche wochen tag tage tagen stunde stunden minute minuten zeit heute gestern morgen abend nacht januar februar märz april mai juni juli august september oktober november dezember million millionen milliarde milliarden tausend hundert prozent drei vier fünf sechs sieben acht neun zehn erste ersten zweite neue neuen neuer groß große großen klein gut menschen mensch teil`,
  }),
);

export const weakWordsOf = (lang: string): readonly string[] =>
  (lists.get(lang) ?? '').split(/\s+/u).filter(Boolean);
