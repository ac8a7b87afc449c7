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

/** Sites on which everybody has a page, and which shorten addresses. Their own companies are recognised by name alone. */
export const SITES: ReadonlySet<string> = new Set(
  (
    'facebook.com fb.com fb.me instagram.com threads.net twitter.com x.com t.co linkedin.com lnkd.in youtube.com youtu.be tiktok.com pinterest.com snapchat.com vimeo.com tumblr.com reddit.com ' +
    't.me telegram.me wa.me whatsapp.com vk.com ok.ru weibo.com weixin.qq.com line.me xing.com bsky.app mastodon.social messenger.com discord.gg discord.com ' +
    'yelp.com tripadvisor.com opentable.com foursquare.com yellowpages.com yell.com mapquest.com trustpilot.com glassdoor.com indeed.com zoominfo.com crunchbase.com bloomberg.com manta.com bbb.org angi.com thumbtack.com houzz.com ' +
    'booking.com airbnb.com expedia.com hotels.com doordash.com ubereats.com grubhub.com toasttab.com deliveroo.com justeat.com zomato.com swiggy.com ' +
    'google.com goo.gl maps.app.goo.gl g.page g.co page.link sites.google.com business.site bit.ly tinyurl.com ow.ly is.gd rb.gy cutt.ly linktr.ee beacons.ai about.me carrd.co ' +
    'wix.com wixsite.com editorx.io blogspot.com blogger.com wordpress.com weebly.com squarespace.com godaddysites.com godaddy.com jimdo.com jimdosite.com jimdofree.com webnode.com webnode.page webs.com yolasite.com ' +
    'strikingly.com mystrikingly.com site123.me tilda.ws ucoz.ru ucoz.com narod.ru over-blog.com typepad.com angelfire.com tripod.com geocities.com neocities.org bravesites.com homestead.com vistaprint.com ueniweb.com ' +
    'medium.com substack.com notion.site notion.so github.com github.io gitlab.com gitlab.io bitbucket.org sourceforge.net netlify.app vercel.app pages.dev web.app firebaseapp.com herokuapp.com azurewebsites.net amazonaws.com cloudfront.net ' +
    'wikipedia.org wikidata.org fandom.com amazon.com ebay.com etsy.com aliexpress.com alibaba.com shopify.com myshopify.com bigcartel.com ecwid.com gumroad.com patreon.com ko-fi.com gofundme.com kickstarter.com eventbrite.com meetup.com ' +
    'ameblo.jp fc2.com hatenablog.com tistory.com blog.naver.com jugem.jp dropbox.com drive.google.com docs.google.com onedrive.live.com sharepoint.com airtable.com typeform.com calendly.com'
  ).split(' '),
);
