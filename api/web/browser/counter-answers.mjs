// What the service could answer at the counter, each answer once, and how the page has to look then;
// codes as they are drawn.
import fs from 'node:fs';
import path from 'node:path';

export const codes = fs
  .readFileSync(path.join(import.meta.dirname, '..', 'test', 'codes.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [size, bits, text] = line.split('|');
    const side = Number(size);
    const all = [...Buffer.from(bits, 'base64')].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((n) => ((byte >> n) & 1) === 1));
    const rows = Array.from({ length: side }, (_, y) => all.slice(y * side, (y + 1) * side));
    const blank = (n) => Array.from({ length: n }, () => new Array(side + 8).fill(false));
    return { text, rows: [...blank(4), ...rows.map((row) => [false, false, false, false, ...row, false, false, false, false]), ...blank(4)] };
  });
export const CODE = codes[0].text;

export const now = () => new Date().toISOString();
const PORTRAIT =
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAeCAAAAAATRYE5AAAAQklEQVR42mM4iwMwDA6JCgjAkKioQJVhQBeHyQxuCZz+wO1z+sQHit0E/VFRgS7DgCkOkWHAIg6WIU+iogKLDE4JAAtH8EYwujZEAAAAAElFTkSuQmCC';
export const reason = (zh, en) => ({ code: 'SAMPLE', zh, en });
export const said = (zh, en) => ({ zh, en });
export const verdict = (name, why, next, more = {}) => ({
  outcome: 'VERDICT', verdict: name, reason: why, next, reference: '7F3K', checkedAt: now(), mode: 'ONLINE',
  evidence: { at: now(), ageSeconds: 70 },
  licence: { type: said('食品经营许可证', 'Food business licence'), authority: '亮城市市场监督管理局' },
  fields: [
    { name: 'name', label: said('名称', 'Name'), value: '亮亮小吃店' },
    { name: 'until', label: said('有效期至', 'Valid until'), value: '2027-03-31' },
    { name: 'adult', label: said('已成年', 'Adult'), value: true },
  ],
  findings: [reason('签章值正确。', 'The stamp value is right.')], singleUseChecked: true, ...more,
});
export const ANSWERS = {
  valid: verdict('VALID', reason('在有效期内，签章与状态已核对。', 'In force; seal and status checked.'),
    said('请核对照片与本人是否一致。', 'Compare the portrait with the person.'), { portrait: `data:image/png;base64,${PORTRAIT}` }),
  'valid-offline': verdict('VALID', reason('在有效期内，签章与状态已核对。', 'In force; seal and status checked.'),
    said('请核对照片与本人是否一致。', 'Compare the portrait with the person.'), { mode: 'OFFLINE', singleUseChecked: false }),
  partial: verdict('VALID_PARTIAL', reason('有 2 处内容没有签章覆盖，已列出，不显示。', '2 parts are covered by no seal; listed, not shown.'),
    said('只可依据显示的部分。', 'Rely only on what is shown.')),
  ended: verdict('NOT_IN_FORCE', reason('已于 2026-03-01 到期。', 'Ended on 2026-03-01.'),
    said('请当事人向发证机关换证，或改用其他证明。', 'Ask the holder to renew, or use other proof.')),
  invalid: verdict('INVALID', reason('内容与签章不一致，可能被改动过。', 'Content and seal do not match; it may have been changed.'),
    said('不要据此办理，记下编号 7F3K 并上报。这不说明是谁改动的。', 'Do not accept; note 7F3K and report. It does not say who did it.'), { fields: [] }),
  unknown: verdict('UNKNOWN', reason('核验数据是 6 小时前的，超过 4 小时上限。', 'Evidence is 6 h old, limit 4 h.'),
    said('连上网络后再扫；急办请按人工核实办法。', 'Reconnect and scan again; if urgent, verify by hand.'), { fields: [], evidence: { at: now(), ageSeconds: 21600 } }),
  'not-checked': { outcome: 'NOT_CHECKED', reason: reason('此码已过期（每 30 秒更新）。', 'The code has ended (renews every 30 s).'),
    next: said('请当事人停在出示页，扫新码。', 'Keep the Show page open, scan the new one.'), reference: '7F3K' },
  used: { outcome: 'NOT_CHECKED', reason: reason('此码 10:31 已在另一处（酒店）使用。', 'Used at 10:31 elsewhere (hotel).'),
    next: said('请当事人重新出示。', 'Ask for a new code.'), reference: '7F3K' },
  unreadable: { outcome: 'UNREADABLE', reason: reason('码不完整。', 'Incomplete code.'), next: said('请重新出示。', 'Show again.') },
};
export const LOOKS = {
  valid: ['valid', '有效', 'VALID'], 'valid-offline': ['valid', '有效', 'VALID'], partial: ['valid-cut', '部分有效', 'PARTLY VALID'],
  ended: ['not-in-force', '不在有效状态', 'NOT IN FORCE'], invalid: ['invalid', '验证不通过', 'INVALID'],
  unknown: ['unknown', '无法确定', 'UNKNOWN'], 'not-checked': ['not-checked', '未核验', 'NOT CHECKED'],
  used: ['not-checked', '未核验', 'NOT CHECKED'], unreadable: ['unreadable', '未能识别', 'UNREADABLE'],
};
export const SELF = {
  point: {
    id: '1', name: said('市政务服务中心 3 号窗口', 'City Service Centre, counter 3'), place: said('一楼大厅', 'Ground floor'), placeKind: 'COUNTER',
    authority: { id: '1', name: '亮城市市场监督管理局' },
    scenes: [
      { code: 'COUNTER', label: said('企业登记', 'Company registration'), sensitive: false, offline: false, fields: [] },
      { code: 'HOTEL', label: said('酒店入住', 'Hotel'), sensitive: true, offline: true, fields: [] },
    ],
  },
  today: 37, pack: { issuedAt: now(), version: 3 },
};
