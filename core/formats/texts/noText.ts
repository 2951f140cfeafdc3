const names: ReadonlySet<string> = new Set([
  'cache_control',
  'caller',
  'data',
  'detail',
  'error_code',
  'file_data',
  'filename',
  'format',
  'id',
  'media_type',
  'mime_type',
  'model',
  'name',
  'page_age',
  'retrieved_at',
  'role',
  'server_name',
  'signature',
  'source',
  'status',
  'type',
  'uri',
  'url',
]);

/**
 * Fields of content blocks and parts that hold ids, names, addresses, base64 or ciphertext and not what someone wrote.
 * It lets the text of block types that this version does not know be found too.
 */
export function holdsNoText(key: string): boolean {
  return names.has(key) || key.endsWith('_id') || key.endsWith('_url') || key.startsWith('encrypted_');
}
