/**
 * What passwords are made of where nobody thought much: the tops of published lists of leaked passwords, and habits of
 * people who write Chinese (拼音 of affection and names, homophones in digits, rows of the keyboard).
 */
const WORDS = `
password passw0rd passwd pass word pwd mima mimashi denglu kouling welcome welc0me letmein login signin access
admin administrator root guest user test demo default system sysadmin manager master server oracle mysql postgres
qwerty qwertyuiop qwert asdfgh asdfghjkl asdf zxcvbn zxcvbnm zxcv qwer qaz wsx edc rfv qazwsx qazwsxedc 1qaz 2wsx 3edc
1q2w3e4r 1q2w3e4r5t 1q2w3e q1w2e3r4 1qaz2wsx abc abcd abcde abcdef abcdefg abcdefgh abc123 a1b2c3 aaa xyz
iloveyou iloveu loveyou love forever sunshine princess monkey dragon football baseball superman batman shadow
hello freedom whatever trustno1 secret computer internet samsung google windows
woaini woaiwojia woaizuguo woaizhongguo aini wo ai ni wode baobao baobei laogong laopo xiaoxiao gege meimei
zhongguo china beijing shanghai guangzhou shenzhen woshi haha hehe nihao ni hao feifei tiantian kaixin xingfu
jiayou zhang wang li liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang
wangwei liwei zhangwei lina wangfang zhangsan lisi wangwu
zhengfu zhengwu xinyong gongxin xinyongban credit office gov gongan shuiwu caizheng
520 521 1314 5201314 520520 1314520 5211314 201314 147258 147258369 159753 123321 112233 654321 987654321 888888
666666 168168 518518 110110 119119 12345 123456 1234567 12345678 123456789 1234567890 0123456789 123 1234 321 4321
123123 123qwe qwe123 qwe asd zxc a s d q w e x y z
一 二 三 口令 密码 我爱你 中国 你好
`;

export const COMMON_PARTS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));
