import { family, hostile, list, many } from './make.ts';

/** Addresses of a feed's entries, as long as a field may be. */
const paths = {
  'endings of AMP': many('/amp', 70_000),
  'endings of index pages': many('/index.html', 27_000),
  'AMP before and behind': `${many('/amp', 30_000)}/x${many('.amp', 30_000)}`,
  'endings of .amp': many('.amp', 70_000),
  slashes: many('/', 300_000),
  'slashes and letters': many('//a', 100_000),
  dots: many('/..', 100_000),
  'dots written otherwise': many('/%2e%2e', 40_000),
  references: many('%C3%A9', 50_000),
  'broken references': many('%', 300_000),
  parameters: `?${list(60_000, (index) => `a${index}=b`, '&')}`,
  'one parameter': `?${many('a=b&', 75_000)}`,
  'tracking parameters': `?${many('utm_a=b&', 37_000)}`,
  semicolons: many(';', 300_000),
  'a fragment': `#${many('#', 300_000)}`,
  'letters of Arabic': many('ع', 150_000),
  'lone surrogates': many('\uD800', 150_000),
  spaces: many(' ', 300_000),
};
const hosts = {
  www: many('www.', 70_000),
  'mobile names': many('m.', 100_000),
  'labels of Arabic': many('ع.', 100_000),
  'one label of Arabic': many('ع', 100_000),
  'one label of many scripts': many('aع中', 30_000),
  hyphens: many('xn--', 60_000),
  dots: many('.', 200_000),
  digits: many('1', 200_000),
  'hexadecimal digits': `0x${many('f', 200_000)}`,
  'at signs': many('@', 200_000),
  colons: many(':', 200_000),
  brackets: many('[', 200_000),
};

const special = {
  data: `data:text/html,${many('a', 300_000)}`,
  JavaScript: `javascript:${many('a', 300_000)}`,
  blob: many('blob:', 60_000),
  'view-source': many('view-source:', 25_000),
  'a cache’s own': `https://a.cdn.ampproject.org/c/s/${many('c/s/', 70_000)}a.b`,
  'a viewer’s own': `https://www.google.com/amp/s/${many('amp/s/', 45_000)}`,
  'a host of google’s': `https://www.google.${many('a.', 100_000)}/amp/s/x`,
  'controls around it': `${many('\u0001\t\n', 90_000)}http://a/`,
  'nothing but white space': many(' \u00A0', 150_000),
};

const headers = {
  commas: many(',', 60_000),
  names: many('a:', 30_000),
  'names and spaces': `googlebot${many(' ', 60_000)}x`,
  spaces: many(' ', 60_000),
  digits: many('9', 60_000),
  dates: many('Wed, 21 Oct 2026 07:28:00 GMT ', 2_000),
  hyphens: many('max-', 15_000),
};

/** Ways to write this machine's or a private network's address; none may be connected to. */
const refused = `http://127.0.0.1/ http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0177.0.0.1/ http://0177.1/
  http://017700000001/ http://127.0.0.1./ http://127%2e0%2e0%2e1/ http://①②⑦.⓪.⓪.①/ http://127。0。0。1/ http://127．0．0．1/ http://localhost/ http://LOCALHOST./
  http://a.localhost/ http://0/ http://0.0.0.0/ http://00000000000/ http://0x0/ http://[::]/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/
  http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://[64:ff9b::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b:1::7f00:1]/ http://[2002:7f00:1::]/ http://[2001:0:7f00:1::]/
  http://[fe80::1]/ http://[fec0::1]/ http://[fc00::1]/ http://[fd00:ec2::254]/ http://[ff02::1]/ http://[::ffff:0:127.0.0.1]/ http://[100::1]/ http://[100:0:0:1::1]/
  http://[2001:db8::1]/ http://[3fff::1]/ http://[5f00::1]/ http://[4000::1]/ http://[8000::1]/ http://[e000::1]/ http://[1::1]/ http://[200::1]/
  http://10.0.0.1/ http://10.255.255.255/ http://172.16.0.1/ http://172.31.255.255/ http://192.168.0.1/ http://169.254.169.254/latest/meta-data/ http://0xa9fea9fe/ http://2852039166/
  http://[::ffff:169.254.169.254]/ http://100.64.0.1/ http://100.100.100.200/ http://168.63.129.16/ http://192.0.0.192/ http://192.0.2.1/ http://198.18.0.1/ http://198.51.100.1/
  http://203.0.113.1/ http://224.0.0.1/ http://240.0.0.1/ http://255.255.255.255/ http://192.88.99.1/ http://user@127.0.0.1/ http://user:word@127.0.0.1/ http://93.184.215.14@127.0.0.1/
  http://127.0.0.1:22/ http://[::1%25lo]/ file:///etc/passwd ftp://127.0.0.1/
  gopher://127.0.0.1/ unix:///run/x.sock http+unix://%2Frun%2Fx.sock/ ws://127.0.0.1/ javascript:alert(1) data:text/html,x about:blank blob:http://127.0.0.1/x //127.0.0.1/ http:127.0.0.1 http:/127.0.0.1/ http:\\\\127.0.0.1\\
  http:///127.0.0.1/ http://127.0.0.1:80:80/ http://[127.0.0.1]/ http://1.1.1.1.1/ http://256.0.0.1/ http://:80/ http://%00/ https://127.0.0.1/`.split(/\s+/u); // prettier-ignore

export const addresses = [
  ...hostile('address', {
    ...family(paths, (key) => `a path of ${key}`, (path) => `http://a.example/${path}`),
    ...family(hosts, (key) => `a host of ${key}`, (host) => `http://${host}/`),
    ...family(special, (key) => `an address of ${key}`, (address) => address),
  }),
  ...hostile('header', family(headers, (key) => `a header of ${key}`, (value) => value)),
  ...hostile('refused-address', Object.fromEntries(refused.map((address) => [address, () => address]))),
]; // prettier-ignore
