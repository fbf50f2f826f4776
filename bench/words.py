"""Words and patterns of the made-up news; all of own writing."""

OUTLETS = (
    "Suara Nusantara", "Warta Timur", "Lensa Dunia", "Kabar Pagi", "Harian Khatulistiwa", "Media Samudra",
    "Berita Malam", "Pos Selatan", "Cakrawala Baru", "Jendela Asia", "Sinar Kota", "Gema Pulau", "Tajuk Rakyat",
    "Koran Pelabuhan", "Mata Angin", "Radar Utara", "Pena Bangsa", "Warta Sore", "Layar Berita", "Buletin Kita",
    "Halaman Muka", "Catatan Negeri", "Ruang Redaksi", "Titik Temu",
)  # fmt: skip

FIRST_NAMES = (
    "Adi", "Agung", "Anggun", "Arif", "Bagus", "Bayu", "Bima", "Budi", "Candra", "Citra", "Damar", "Dewi", "Dian",
    "Dimas", "Dwi", "Eka", "Endah", "Fajar", "Farida", "Galih", "Gita", "Hendra", "Herman", "Ika", "Indah",
    "Indra", "Intan", "Iwan", "Joko", "Kartika", "Kirana", "Laras", "Lestari", "Lukman", "Made", "Maya", "Nanda",
    "Ningsih", "Nyoman", "Puspa", "Putri", "Raden", "Rahayu", "Ratna", "Rini", "Rizal", "Sari", "Satria", "Siti",
    "Surya", "Tirta", "Tri", "Utami", "Wahyu", "Wati", "Wayan", "Yoga", "Yuni", "Yusuf", "Zainal",
)  # fmt: skip
MIDDLE_NAMES = (
    "", "", "", "Agus", "Bakti", "Cahya", "Dharma", "Eko", "Gilang", "Jaya", "Krisna", "Lintang", "Mulya", "Nur",
    "Panji", "Rangga", "Setia", "Teguh", "Wira", "Yudha",
)  # fmt: skip
LAST_NAMES = (
    "Adiputra", "Ambarita", "Anggoro", "Ardiansyah", "Atmaja", "Baskoro", "Budiman", "Cahyadi", "Daulay",
    "Dirgantara", "Fauzan", "Firmansyah", "Gultom", "Gunadi", "Hadiwijaya", "Hakim", "Halim", "Harahap", "Hartono",
    "Hidayatullah", "Irawan", "Iskandar", "Kurniadi", "Kusnadi", "Laksana", "Lubis", "Mahendra", "Manurung",
    "Marpaung", "Mulyadi", "Nainggolan", "Nasution", "Nugraha", "Pamungkas", "Pangestu", "Permadi", "Pohan",
    "Pradipta", "Prasetya", "Prayoga", "Purnomo", "Rachmadi", "Ramadhan", "Saputra", "Saragih", "Setiabudi",
    "Siregar", "Sitompul", "Subagyo", "Sudarma", "Suharto", "Sukmana", "Sumantri", "Suryanto", "Susanto",
    "Syahputra", "Tambunan", "Tanuwijaya", "Utomo", "Wibisono", "Wicaksana", "Widodo", "Wijanarko", "Winata",
    "Wirawan", "Yudistira", "Yulianto", "Zulfikar",
)  # fmt: skip

LOCAL_ROLES = (
    ("pengamat hubungan internasional", False), ("kepala dinas kesehatan", True), ("dosen ilmu politik", False),
    ("bupati", True), ("juru bicara kepolisian daerah", True), ("ketua serikat nelayan", False), ("warga", False),
    ("kepala badan penanggulangan bencana", True), ("pengusaha", False), ("wali kota", True),
    ("peneliti senior", False), ("ketua panitia", False), ("komandan distrik militer", True),
    ("mantan duta besar", False), ("petani", False),
)  # fmt: skip

GROUPS = (
    ("pejabat", True), ("para analis", False), ("sejumlah diplomat", True), ("para pengunjuk rasa", False),
    ("warga setempat", False), ("para pejabat militer", True), ("beberapa anggota parlemen", False),
    ("para pedagang", False),
)  # fmt: skip

INDIRECT = (
    ("mengatakan", "say"), ("mengatakan", "say"), ("mengatakan", "say"), ("menyatakan", "say"),
    ("menuturkan", "say"), ("menjelaskan", "say"), ("menambahkan", "say"), ("memperingatkan", "warn"),
    ("mengingatkan", "warn"), ("menegaskan", "say"), ("menilai", "believe"), ("meyakini", "believe"),
    ("berjanji", "promise"), ("mendesak", "urge"), ("melaporkan", "report"), ("mengumumkan", "announce"),
    ("menyebut", "describe"),
)  # fmt: skip
DIRECT = (("kata", "say"), ("kata", "say"), ("ujar", "say"), ("ucap", "say"), ("tutur", "say"), ("tegas", "say"))

ACTORS = (
    "pemerintah", "parlemen", "pihaknya", "negaranya", "kementerian terkait", "pasukan penjaga perdamaian",
    "kelompok itu", "tim perunding", "para pihak", "dunia internasional", "bank sentral", "badan pengawas",
    "lembaga kemanusiaan", "kawasan ini", "rakyat kedua negara", "panglima tertinggi", "mahkamah", "pelaku pasar",
    "armada laut", "dewan keamanan",
)  # fmt: skip
VERBS = (
    "akan menunda", "sudah menyetujui", "tidak akan menghentikan", "sedang meninjau kembali", "harus mempercepat",
    "belum membahas", "siap mendukung", "menolak membiayai", "terus memantau", "berencana memperluas",
    "akan mengawasi", "sudah menyelesaikan", "perlu membatasi", "ikut menanggung", "segera mengirim",
    "akan menarik", "telah memulai", "berhak menentukan", "masih merundingkan", "tidak pernah melanggar",
    "bersedia membuka", "wajib melaporkan", "ingin memperbarui", "akan memulihkan", "berhasil menurunkan",
)  # fmt: skip
OBJECTS = (
    "bantuan kemanusiaan", "latihan militer bersama", "perundingan dagang", "pengiriman gandum",
    "kerja sama energi", "sanksi ekonomi", "jalur pelayaran", "pembangunan pelabuhan", "pengungsi di perbatasan",
    "anggaran pertahanan", "gencatan senjata", "pertukaran tahanan", "proyek kereta cepat", "ekspor nikel",
    "program vaksinasi", "pemilihan umum", "harga bahan bakar", "kontrak gas", "pengawasan laut",
    "hubungan diplomatik", "penyelidikan kecelakaan itu", "rencana investasi", "izin tambang",
    "perjanjian batas wilayah", "penanganan banjir", "misi pengamat", "kebijakan suku bunga", "larangan terbang",
    "kerja sama satelit", "pasokan pangan",
)  # fmt: skip
ARMS = (
    "pengiriman {}", "uji coba {}", "pembelian {}", "penempatan {}", "produksi {}", "penggunaan {}",
    "pengawasan {}",
)  # fmt: skip
TAILS = (
    "dalam beberapa pekan ke depan", "sampai akhir tahun", "tanpa syarat apa pun", "meski ada tekanan dari luar",
    "setelah masa sidang berakhir", "demi kepentingan rakyat", "dengan biaya sendiri",
    "di bawah pengawasan badan dunia", "sebelum musim dingin tiba", "karena keadaan sudah berubah",
    "sesuai hukum internasional", "walau hasilnya belum pasti", "jika semua pihak sepakat",
    "untuk pertama kali dalam sepuluh tahun", "bersama negara tetangga", "secara bertahap",
    "pada kesempatan pertama", "di tiga provinsi sekaligus", "tanpa menunggu pihak lain", "dalam waktu dekat",
)  # fmt: skip

MEETINGS = ("pertemuan itu", "KTT tersebut", "pembicaraan itu")

NARRATION = (
    "Hujan turun sejak pagi di {} dan jalan menuju gedung pertemuan ditutup bagi umum.",
    "Di {}, pasar dibuka seperti biasa walau jumlah pembeli berkurang dibandingkan dengan pekan sebelumnya.",
    "Suasana di {} terlihat tenang; sekolah dan kantor tetap buka.",
    "Wartawan dari belasan negara menunggu di luar gedung di {} sampai larut malam.",
    "Penerbangan dari dan ke {} sempat tertunda selama dua jam karena cuaca buruk.",
    "Jalan utama di {} dijaga polisi sejak dini hari, dan kendaraan dialihkan ke jalur lain.",
    "Harga beras di {} naik sedikit dalam sebulan terakhir, sedangkan harga cabai turun.",
    "Ribuan orang berkumpul di alun-alun {} sambil membawa bendera dan payung.",
    "Bendera kedua negara dipasang di sepanjang jalan dari bandara ke pusat {}.",
    "Listrik di sebagian wilayah {} padam selama satu jam akibat gangguan jaringan.",
    "Peristiwa serupa pernah terjadi di {} beberapa tahun yang lalu dan menelan banyak biaya.",
    "Perjalanan darat dari {} ke perbatasan memakan waktu sekitar lima jam.",
)  # fmt: skip

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip

FIRST_STATES = (
    "US", "RU", "CN", "ID", "KP", "UA", "KR", "JP", "IL", "IR", "GB", "MY", "AU", "FR", "DE", "SY", "PS", "SA",
    "TR", "IN", "SG", "PH", "VN", "TH", "MM",
)  # fmt: skip
"""States in the order in which Indonesian foreign news names them most; all others follow by code."""
