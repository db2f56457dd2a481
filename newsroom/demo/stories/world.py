"""World: a recount, a desalination plant and a tram, in three languages."""

from __future__ import annotations

from datetime import timedelta

from newsroom.demo.content import (
    Correction,
    Ref,
    Story,
    facts,
    h2,
    key_points,
    numbers,
    p,
    quote,
    related,
)

COUNT_REPORT = "https://www.littoralwire.example/2026/talmere-scanners-hand-count"
PLANT_REPORT = "https://www.al-mina.example/2026/mahattat-mina-al-nour"
TRAM_REPORT = "https://www.shione-shimpo.example/2026/romen-densha-zensen-saikai"

STORIES: list[Story] = [
    Story(
        key="talmere-hand-count",
        category="World",
        headline="Talmere counts by hand after ballot scanners fail in two cities",
        standfirst=(
            "An expired certificate stopped 318 machines at midnight; "
            "the commission now expects a result in three days rather "
            "than one."
        ),
        kicker="Talmere votes",
        hashtags=("TalmereVotes", "Elections", "LittoralUnion"),
        sources=(
            Ref(
                url=COUNT_REPORT,
                title="Talmere turns to hand count as scanners lock",
                author="Jules Okandry",
                published=timedelta(hours=12),
            ),
        ),
        authors=("ines-calloway",),
        picture="ballot-box",
        picture_alt=(
            "A hand lowers a marked ballot paper into the slot of a "
            "cream-coloured ballot box."
        ),
        picture_caption=(
            "Paper ballots are kept for five years under Talmere’s electoral law."
        ),
        picture_credit="Illustration: Newsclip",
        age=timedelta(hours=9),
        formerly=(
            "Talmere counts by hand after ballot scanners fail",
            "An expired certificate stopped 381 machines at midnight; "
            "the commission now expects a result in three days.",
        ),
        corrections=(
            Correction(
                text=(
                    "An earlier version said 381 scanners had stopped. The "
                    "figure is 318."
                ),
                age=timedelta(hours=6),
            ),
            Correction(
                kind="update",
                text="Adds that each ballot will be counted twice.",
                age=timedelta(hours=4),
            ),
        ),
        body=(
            key_points(
                (
                    "318 of 902 ballot scanners stopped at midnight in Saint "
                    "Orle and Haven Cross."
                ),
                "About 640,000 paper ballots will be counted by hand, each one twice.",
                (
                    "All four parties have accepted the delay; a result is due "
                    "within three days."
                ),
            ),
            p(
                "Election workers in Talmere began counting about 640,000 "
                "ballots by hand overnight after scanners in the island "
                "republic’s two largest cities locked themselves at "
                "midnight, the electoral commission said. No votes were "
                "lost, it added, because every ballot is paper and stays in "
                "a sealed box at the polling place."
            ),
            p(
                "The machines trust one another through digital certificates "
                "that are renewed every four years. The set used in Saint "
                "Orle and Haven Cross ran out at the end of polling day. In "
                "the other nine districts the renewal had been installed in "
                "spring, and counting there finished on time."
            ),
            quote(
                (
                    "This was a date in a calendar that nobody owned. It is "
                    "embarrassing. It is not fraud."
                ),
                "Odile Marchane, chair of the electoral commission",
                COUNT_REPORT,
            ),
            h2("How the hand count works"),
            p(
                "The rules were written for power cuts and had been used "
                "once before, in a by-election. They run in four steps:"
            ),
            numbers(
                (
                    "Two counters who belong to different parties open a box and "
                    "sort its ballots."
                ),
                "A second pair counts the same piles without seeing the first figure.",
                "If the totals differ by even one, both pairs start that box again.",
                "The agreed figure is read aloud, filmed and pinned to the door.",
            ),
            p(
                "At the present rate of 95 boxes an hour the commission "
                "expects to finish within three days, "
                f'<a href="{COUNT_REPORT}">the '
                "Littoral Wire reported</a>. Some 2,300 teachers and bank "
                "clerks have been called in, and schools that serve as "
                "polling places will stay closed for the week."
            ),
            p(
                "Partial results from the nine finished districts put the "
                "governing Harbour List on 41% and the Island Labour Party "
                "on 39%. Neither has claimed victory. Both party leaders sat "
                "with the commission for an hour before dawn and later asked "
                "supporters to stay away from the counting halls."
            ),
            facts(
                "Talmere’s vote",
                (
                    "1.9 million people may vote. The parliament of 80 seats is "
                    "elected every four years and chooses the president."
                ),
                (
                    "Observers from the Littoral Union have been in the country "
                    "for two weeks."
                ),
            ),
            p(
                'The observers said they had seen "nothing that touches the '
                'ballots themselves" and would publish their findings after '
                "the result. The commission has asked the national audit "
                "office to establish who should have renewed the "
                "certificates; that report is due before the new parliament "
                "first sits."
            ),
            related("talmere-ballot-box-by-trawler"),
        ),
    ),
    Story(
        key="mina-al-nour-solar-desalination",
        category="World",
        headline="ميناء النور تشغّل أول محطة لتحلية مياه البحر بالطاقة الشمسية",
        standfirst=(
            "المحطة الجديدة تزوّد نحو 180 ألف ساكن بمياه الشرب، وتعمل نهاراً من دون وقود."
        ),
        kicker="مياه وطاقة",
        language="ar",
        hashtags=("Marjan", "SolarPower", "تحلية_المياه"),
        sources=(
            Ref(
                url=PLANT_REPORT,
                title="ماء من الشمس: يوم أول في محطة ميناء النور",
                author="ليلى الصوّاف",
                published=timedelta(days=3, hours=9),
            ),
        ),
        authors=("samir-qandouri",),
        picture="solar-coast",
        picture_alt=(
            "صفوف من الألواح الشمسية أمام البحر وإلى جانبها خزان ماء "
            "مرتفع تحت شمس حمراء."
        ),
        picture_credit="رسم: Newsclip",
        age=timedelta(days=3),
        body=(
            p(
                "بدأت مدينة ميناء النور، على الساحل الجنوبي لجمهورية "
                "المرجان، تشغيل أول محطة لتحلية مياه البحر تعمل بالطاقة "
                "الشمسية، وفق ما أعلنته هيئة المياه الوطنية. وتنتج المحطة 42 "
                "ألف متر مكعب من مياه الشرب يومياً، أي ما يكفي نحو 180 ألف "
                "ساكن."
            ),
            p(
                "وتستمد المحطة كهرباءها من 96 ألف لوح شمسي نُصبت على أرض "
                "ملّاحة مهجورة. أما في الليل فتعتمد المدينة على خزانات تُملأ "
                "نهاراً، بدلاً من بطاريات قالت الهيئة إن كلفتها كانت سترفع "
                "سعر المتر المكعب بمقدار الثلث."
            ),
            quote(
                (
                    "كنا نشتري الماء من الصهاريج ثلاث مرات في الأسبوع، واليوم "
                    "فتحتُ الصنبور فحسب."
                ),
                "هدى مرزوقة، صاحبة مخبز في حي الفنار",
                PLANT_REPORT,
            ),
            p(
                "وبلغت كلفة المشروع 310 ملايين دينار، دفع صندوق التنمية "
                "ثلثيها، والباقي قرض يُسدَّد على خمسة عشر عاماً. ويخشى "
                "صيادون أثر المياه شديدة الملوحة التي تعيدها المحطة إلى "
                "البحر، وقد تعهدت الهيئة بنشر قياسات الملوحة كل أسبوع، بحسب "
                "صحيفة "
                f'<a href="{PLANT_REPORT}">الميناء</a>.'
            ),
            p(
                "ومن المقرر ربط المحطة بشبكات ثلاث بلدات مجاورة قبل نهاية "
                "العام، على أن يصدر أول تقرير مستقل عن أدائها بعد ستة أشهر."
            ),
        ),
    ),
    Story(
        key="shione-tram-reopens",
        category="World",
        headline=(
            "土砂崩れで止まっていた汐音市の路面電車、3年ぶりに全線で運転"
            "再開　始発に市民ら120人が列"
        ),
        standfirst=(
            "斜面の排水工事と線路の移設が終わり、港前から坂上までが再びつながった。"
        ),
        card_headline="汐音の路面電車、3年ぶりに全線再開",
        language="ja",
        hashtags=("路面電車", "Shione", "PublicTransport"),
        sources=(
            Ref(
                url=TRAM_REPORT,
                title="路面電車が全線再開　始発に長い列",
                author="浜村佳乃",
                published=timedelta(days=4, hours=12),
            ),
        ),
        authors=("emiko-tazawa",),
        picture="tram",
        picture_alt="丘の町を背に、桜の枝の下を走る赤い路面電車。",
        picture_credit="イラスト：Newsclip",
        age=timedelta(days=4, hours=6),
        body=(
            p(
                "土砂崩れの影響で一部区間の運休が続いていた汐音市の路面電車が"
                "、3年ぶりに全線で運転を再開した。市交通局によると、午前5時40"
                "分に港前停留場を出た始発には約120人が乗り、終点の坂上まで18"
                "分で到着した。"
            ),
            p(
                "不通となっていたのは、山側の4停留場を結ぶ1.6キロの区間。市は"
                "斜面に排水用のトンネルを掘り、線路を谷側へ最大7メートル移し"
                "た。工費は38億円で、このうち6億円は市民や市の出身者からの寄"
                "付でまかなった。"
            ),
            quote(
                (
                    "孫を学校へ送るのに、バスを2本乗り継いでいました。今朝は窓か"
                    "ら海が見えました。"
                ),
                "坂上地区に住む女性（71）",
                TRAM_REPORT,
            ),
            p(
                "交通局は当面、日中の運行を10分間隔とし、沿線の雨量が1時間に3"
                "0ミリを超えた場合は自動で運転を見合わせる。<a "
                f'href="{TRAM_REPORT}">汐音新報</a>によると、運休中に減った利用者を2年以内に元の水準へ戻すことが目標だという。'
            ),
            p(
                "次の課題は運転士の確保だ。必要な64人に対し、現在は57人にとど"
                "まる。市は来月、養成期間を半年に短縮した採用試験を初めて行う"
                "。"
            ),
        ),
    ),
]
