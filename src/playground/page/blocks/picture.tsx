import type { BlockKit } from '../../page-api.js';
import { asObject, asText, wordsOf } from './shapes.js';
import { OutsideLink } from './text.js';

/**
 * An image block or element. Only pictures that lie on this machine are drawn: the playground asks no other host
 * for anything, so of the others it shows the description and a link.
 */
export function Picture({ element, size }: { element: BlockKit; size: 'small' | 'large' }) {
  const url = asText(element.image_url) || asText(asObject(element.slack_file).url);
  const words = asText(element.alt_text) || 'Image';
  const title = wordsOf(element.title);
  if (/^data:image\//.test(url) || url.startsWith('/')) {
    return <img className={`picture picture-${size}`} src={url} alt={words} title={title || words} />;
  }
  if (size === 'small')
    return (
      <span className="picture-absent" title={url}>
        {words}
      </span>
    );
  return (
    <figure className="picture-absent">
      <figcaption>
        {title && <strong>{title} </strong>}
        {words}
      </figcaption>
      {/^https?:/.test(url) && <OutsideLink url={url}>Open the image</OutsideLink>}
    </figure>
  );
}
