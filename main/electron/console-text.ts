/**
 * The upper half of the code pages of Windows consoles that `TextDecoder` does not know. Source: the mapping tables at
 * https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/
 */
const UPPER_HALVES: Readonly<Record<string, string>> = {
  437: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  850: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  852: 'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
  858: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/** Encodings that `TextDecoder` knows by another name than their number. */
const ENCODINGS: Readonly<Record<string, string>> = {
  866: 'ibm866',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
};

/**
 * Decodes what a program of Windows has written to a console.
 * @param codePage asks Windows for the number of the console's code page; called only where it makes a difference
 * @returns the text; a character that cannot be known is U+FFFD
 */
export function decodeConsole(bytes: Uint8Array, codePage: () => string | null): string {
  if (bytes.every((byte) => byte < 128)) return new TextDecoder().decode(bytes);
  // Hardly any other text is valid UTF-8 by chance.
  const asUtf8 = new TextDecoder().decode(bytes);
  if (!asUtf8.includes('\uFFFD')) return asUtf8;
  const page = codePage() ?? '';
  const upper = UPPER_HALVES[page];
  if (upper !== undefined)
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : (upper[byte - 128] ?? '\uFFFD'))).join(
      '',
    );
  try {
    return new TextDecoder(ENCODINGS[page] ?? `windows-${page}`).decode(bytes);
  } catch {
    return asUtf8;
  }
}
