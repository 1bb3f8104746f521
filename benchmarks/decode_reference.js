// Reads drawings as the editor's own JavaScript would: lz-string (or inflate) and JSON.parse.
// A line of JSON on stdin asks for something, a line of JSON on stdout answers:
//   {"do": "round"}            read every file of the list once: {"ms", "read", "bytes"}
//   {"do": "hashes"}           SHA-256 of each file's decoded JSON, in UTF-16: {"hashes": {path: hex}}
//   {"do": "compress", "from", "to"}   a text file into lz-string's base64
//   {"do": "decompress", "path"}       one file of base64, and JSON.parse: {"ms"}
// Arguments: the folder with node_modules/lz-string, and a file with one path a line.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const zlib = require('zlib');
const LZString = require(require.resolve('lz-string', { paths: [path.resolve(process.argv[2])] }));
const files = fs.readFileSync(process.argv[3], 'utf8').split('\n').filter(Boolean);

const FENCED = /(?:^|\n)##? Drawing\s*\n[^`]*```(compressed-json|json)\s*\n([\s\S]*?)(?:```|\n%%|$(?![\s\S]))/g;
const BARE = /(?:^|\n)##? Drawing\n(\{.*)/;
const PAYLOAD = /<!--\s*payload-start\s*-->([\s\S]*?)<!--\s*payload-end\s*-->/;

function unwrap(text) {
  const wrapper = JSON.parse(text);
  if (!('encoded' in wrapper)) return text;
  const bytes = Buffer.from(wrapper.encoded, 'latin1');
  return (wrapper.compressed ? zlib.inflateSync(bytes) : bytes).toString('utf8');
}

function sceneOf(file) {
  if (file.endsWith('.png')) {
    const data = fs.readFileSync(file);
    for (let at = 8; at + 8 <= data.length; at += data.readUInt32BE(at) + 12) {
      if (data.toString('latin1', at + 4, at + 8) !== 'tEXt') continue;
      const text = data.toString('latin1', at + 8, at + 8 + data.readUInt32BE(at));
      return unwrap(text.slice(text.indexOf('\0') + 1));
    }
    return null;
  }
  const text = fs.readFileSync(file, 'utf8');
  if (file.endsWith('.svg')) {
    const payload = PAYLOAD.exec(text);
    return payload && unwrap(Buffer.from(payload[1].trim(), 'base64').toString('latin1'));
  }
  if (!file.endsWith('.md') && !file.endsWith('.txt')) return text;
  const fenced = [...text.replace(/\r\n?/g, '\n').matchAll(FENCED)].pop();
  if (!fenced) {
    const bare = BARE.exec(text);
    return bare && bare[1].replaceAll('&#91;', '[');
  }
  const scene = fenced[1] === 'json' ? fenced[2] : LZString.decompressFromBase64(fenced[2].replace(/[\r\n]/g, ''));
  return scene.slice(0, scene.lastIndexOf('}') + 1);
}

const answers = {
  round() {
    let read = 0, bytes = 0;
    const start = process.hrtime.bigint();
    for (const file of files) {
      const scene = sceneOf(file);
      if (scene === null) continue;
      JSON.parse(scene);
      read += 1;
      bytes += scene.length;
    }
    return { ms: Number(process.hrtime.bigint() - start) / 1e6, read, bytes };
  },
  hashes() {
    const hashes = {};
    for (const file of files) {
      const scene = sceneOf(file);
      if (scene !== null) hashes[file] = crypto.createHash('sha256').update(Buffer.from(scene, 'utf16le')).digest('hex');
    }
    return { hashes };
  },
  compress({ from, to }) {
    fs.writeFileSync(to, LZString.compressToBase64(fs.readFileSync(from, 'utf8')));
    return {};
  },
  decompress({ path: file }) {
    const packed = fs.readFileSync(file, 'utf8');
    const start = process.hrtime.bigint();
    JSON.parse(LZString.decompressFromBase64(packed));
    return { ms: Number(process.hrtime.bigint() - start) / 1e6 };
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const question = JSON.parse(line);
  process.stdout.write(JSON.stringify(answers[question.do](question)) + '\n');
});
