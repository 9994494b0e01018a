# SPDX-License-Identifier: Apache-2.0
"""What peers without git say to a server about the same entries, over HTTP on 127.0.0.1.

A stand-in for each: what goes over the line is as the real ones have it, with fewer headers than
any of them sends; nothing is stored. Replication is that of the CouchDB protocol as PouchDB speaks it:
_local, _changes, _revs_diff, _bulk_docs, 100 documents at a time.
"""

import gzip
import hashlib
import http.client
import http.server
import itertools
import json
import re
import threading

BATCH = 100  # PouchDB's batch_size
OFFICE = 'replication-of-the-office'  # PouchDB's ids are as long
PROVINCE = 'replication-of-the-centre'


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':')).encode()


# --- the server -----------------------------------------------------------------------------------

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def answer(self, value, status=200):
        body = compact(value)
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers['Content-Length']))

    def log_message(self, *_):
        pass

    def do_GET(self):
        base = self.server.base
        if self.path.startswith('/changes?'):
            self.answer({'entries': base.entries})
        elif self.path == '/db/':
            self.answer({'db_name': 'db', 'doc_count': len(base.docs), 'update_seq': base.seq()})
        elif self.path.startswith('/db/_changes?'):
            since = int(re.search(r'since=(\d+)', self.path).group(1))
            found = base.changes(since)
            self.answer({'results': found, 'last_seq': found[-1]['seq'] if found else since})
        elif self.path in base.local:
            self.answer(base.local[self.path])
        else:
            self.answer({'error': 'not_found', 'reason': 'missing'}, 404)

    def do_POST(self):
        base, body = self.server.base, self.body()
        if self.path == '/changes':
            base.changesets.append(gzip.decompress(body))
            base.entries += int(self.headers['X-Entries'])
            self.answer({'entries': base.entries})
        elif self.path == '/db/_revs_diff':
            self.answer(base.missing(json.loads(body)))
        else:
            self.answer(base.take(json.loads(body)['docs']), 201)

    def do_PUT(self):
        self.server.base.local[self.path] = json.loads(self.body())
        self.answer({'ok': True, 'id': self.path[4:], 'rev': '0-1'}, 201)


class Base:
    """What the server holds."""

    def __init__(self):
        self.docs, self.local = {}, {}
        self.changesets, self.entries = [], 0

    def seq(self):
        return len(self.docs)

    def changes(self, since):
        found = itertools.islice(self.docs, since, since + BATCH)
        return [{'seq': at, 'id': name, 'changes': [{'rev': self.docs[name]['_rev']}]}
                for at, name in enumerate(found, since + 1)]

    def missing(self, asked):
        return {name: {'missing': revs} for name, revs in asked.items() if name not in self.docs}

    def take(self, docs):
        self.docs.update((doc['_id'], doc) for doc in docs)
        return []  # with new_edits=false only failures are told


class Server:
    """Runs until it is left."""

    def __enter__(self):
        self.http = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.http.daemon_threads = True
        self.http.base = Base()
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


# --- the office -----------------------------------------------------------------------------------

class Client:
    """One connection, kept open."""

    def __init__(self, port):
        self.http = http.client.HTTPConnection('127.0.0.1', port)

    def ask(self, method, path, body=None, **headers):
        if body is not None:
            headers['Content-Type'] = 'application/json'
        self.http.request(method, path, body, {'Accept': 'application/json', **headers})
        with self.http.getresponse() as answer:
            text = answer.read()
        return json.loads(text) if answer.status < 300 else None

    def close(self):
        self.http.close()


def send_changeset(port, changeset, entries):
    """A session's changeset in one request; with none, what is new is asked for."""
    client = Client(port)
    if entries:
        client.ask('POST', '/changes', gzip.compress(changeset, mtime=0),
                   **{'Content-Encoding': 'gzip', 'X-Entries': str(entries)})
    else:
        client.ask('GET', '/changes?after=0')
    client.close()


class Replica:
    """An office's database and how far it is."""

    def __init__(self):
        self.docs = []
        self.pushed = 0
        self.pulled = 0

    def record(self, entries, writer):
        """Each entry a document of its own, in JSON."""
        for entry in entries:
            rev = hashlib.md5(entry).hexdigest()
            doc = {'_id': f'{writer}-{len(self.docs):08d}', '_rev': f'1-{rev}'}
            doc.update(json.loads(entry), _revisions={'start': 1, 'ids': [rev]})
            self.docs.append(doc)

    def sync(self, port):
        """Push, then see what is new there."""
        client = Client(port)
        client.ask('GET', '/db/')
        client.ask('GET', f'/db/_local/{OFFICE}')
        while self.pushed < len(self.docs):
            self.push(client, self.docs[self.pushed:self.pushed + BATCH])
        self.pull(client)
        client.close()

    def push(self, client, docs):
        missing = client.ask('POST', '/db/_revs_diff',
                             compact({doc['_id']: [doc['_rev']] for doc in docs}))
        client.ask('POST', '/db/_bulk_docs', compact(
            {'docs': [doc for doc in docs if doc['_id'] in missing], 'new_edits': False}))
        self.pushed += len(docs)
        self.keep(client, OFFICE, self.pushed)

    def pull(self, client):
        """Its own documents come back by their names, which it has."""
        client.ask('GET', f'/db/_local/{PROVINCE}')
        while told := self.changes(client):
            self.pulled = told[-1]['seq']
            self.keep(client, PROVINCE, self.pulled)

    def changes(self, client):
        return client.ask('GET', '/db/_changes?style=all_docs'
                                 f'&since={self.pulled}&limit={BATCH}')['results']

    @staticmethod
    def keep(client, name, seq):
        client.ask('PUT', f'/db/_local/{name}', compact({'_id': f'_local/{name}', 'last_seq': seq}))
