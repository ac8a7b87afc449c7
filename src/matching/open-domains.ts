/** Domains on which everybody can have something. Exact ones: gmail.example is nobody's mail. */

/** Mail for everybody. Some of them belong to companies that one may do business with: t-online.de, orange.fr. */
export const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.ca yahoo.com.br yahoo.com.au yahoo.co.in yahoo.in yahoo.co.jp ymail.com rocketmail.com ' +
    'hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es hotmail.nl outlook.com outlook.de outlook.fr outlook.es outlook.it live.com live.co.uk live.de live.fr live.nl live.it live.ca msn.com passport.com ' +
    'icloud.com me.com mac.com aol.com aol.de aim.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de arcor.de online.de mail.de posteo.de mailbox.org ' +
    'proton.me protonmail.com protonmail.ch pm.me hey.com tuta.com tutanota.com tutanota.de mail.com email.com fastmail.com fastmail.fm hushmail.com zoho.com zohomail.com zohomail.eu ' +
    'yandex.ru yandex.com ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru ukr.net i.ua qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com daum.net hanmail.net nate.com ' +
    'rediffmail.com orange.fr wanadoo.fr laposte.net free.fr sfr.fr neuf.fr libero.it virgilio.it tiscali.it alice.it tin.it wp.pl o2.pl onet.pl interia.pl gazeta.pl op.pl seznam.cz email.cz centrum.cz azet.sk abv.bg ' +
    'ziggo.nl kpnmail.nl planet.nl hetnet.nl xs4all.nl skynet.be telenet.be bluewin.ch uol.com.br bol.com.br terra.com.br ig.com.br bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz shaw.ca rogers.com sympatico.ca ' +
    'comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com btinternet.com btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk'
  ).split(' '),
);

/**
 * Addresses made to be thrown away. The services one meets most, written down by hand: longer lists change daily, and a
 * program adds what it meets in its file.
 */
export const DISPOSABLE_DOMAINS: ReadonlySet<string> = new Set(
  (
    'mailinator.com guerrillamail.com guerrillamail.net sharklasers.com 10minutemail.com temp-mail.org tempmail.com tempmail.dev yopmail.com trashmail.com trashmail.de wegwerfmail.de getnada.com nada.email dispostable.com ' +
    'maildrop.cc mailnesia.com mintemail.com throwawaymail.com moakt.com fakeinbox.com spamgourmet.com mytemp.email emailondeck.com tempr.email discard.email mohmal.com burnermail.io 33mail.com mailcatch.com spam4.me' +
    ' guerrillamail.org guerrillamail.biz guerrillamail.de grr.la pokemail.net yopmail.fr yopmail.net temp-mail.io tempail.com tempmailo.com tmpmail.org tmpmail.net mail-temp.com minuteinbox.com 20minutemail.com ' +
    'mailsac.com inboxkitten.com mailforspam.com anonbox.net crazymailing.com tempinbox.com trash-mail.com byom.de spambox.us armyspy.com cuvox.de dayrep.com einrot.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us'
  ).split(' '),
);

/** Sites on which everybody has a page. */
const SITES = (
  'facebook.com fb.com fb.me instagram.com twitter.com x.com linkedin.com youtube.com tiktok.com yelp.com tripadvisor.com opentable.com google.com bit.ly linktr.ee sites.google.com business.site wixsite.com blogspot.com wordpress.com ' +
  'weebly.com squarespace.com godaddysites.com jimdo.com jimdosite.com webnode.com medium.com github.com github.io crunchbase.com wikipedia.org amazon.com ebay.com etsy.com'
).split(' ');

/** All of them. */
export const OPEN_DOMAINS: ReadonlySet<string> = new Set([
  ...FREE_MAIL_DOMAINS,
  ...DISPOSABLE_DOMAINS,
  ...SITES,
]);
