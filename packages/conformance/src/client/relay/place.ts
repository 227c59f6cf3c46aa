import { equal, holds } from '../../check.js';
import { decodeMessage, decodePlaintext, openBlob, type Envelope } from '../../wire/envelope.js';
import type { Named } from '../../wire/member.js';
import type { Client } from '../program/client.js';
import type { Report } from '../program/report.js';
import type { ClientSocket } from './client-socket.js';
import type { Companion } from './companion.js';
import type { PlayedRoom } from './room.js';

/** A kind and a body. */
export interface Content {
  readonly kind?: number;
  readonly body: string | Buffer;
}

/** A message of the client's, opened. */
export interface Sent extends Envelope {
  readonly frame: Buffer;
  readonly iv: Buffer;
  readonly senderId: number;
}

const JSON_KIND = 1;

/** The client under test in a room that the kit plays. */
export class Place {
  constructor(
    readonly client: Client,
    readonly socket: ClientSocket,
    readonly room: PlayedRoom,
    readonly self: Named & { readonly tag: string },
    /** What it reported when it had joined. */
    readonly report: Report,
  ) {}

  /** Tells the client of a member who has joined. */
  announce({ named, tag }: Companion, more: object = {}): void {
    this.socket.send({ type: 'presence:join', ...named, tag, ...more });
  }

  /** Somebody joins; the client has reported it. */
  async arrive(): Promise<Companion> {
    const companion = this.room.admitCompanion();
    this.announce(companion);
    const report = await this.client.report('came');
    equal(report['memberId'], companion.memberId, 'the memberId of the report came');
    equal(report['username'], companion.username, 'the username of the report came');
    return companion;
  }

  /** Somebody leaves; the client has reported it. */
  async depart({ memberId }: Companion): Promise<void> {
    this.socket.send({ type: 'presence:leave', memberId });
    equal((await this.client.report('went'))['memberId'], memberId, 'the memberId of the report went');
  }

  /** The client is asked to send; gives the id of the instruction. */
  ask({ kind = 0, body }: Content): number {
    return this.client.tell({ do: 'send', kind, body: Buffer.from(body).toString('base64url') });
  }

  /** The next message that the client sends, opened, every part of it sound. */
  async sent(): Promise<Sent> {
    return this.open(await this.socket.frame());
  }

  /** Opens a frame of the client's. */
  open(frame: Buffer): Sent {
    const { senderId, iv, blob } = decodeMessage(frame);
    equal(senderId, this.self.memberId, 'the senderId of a frame');
    const plaintext = openBlob(this.room, senderId, blob);
    holds(plaintext !== undefined, 'a blob', 'one that opens with the key of the link and the AAD', blob);
    return { frame, iv, senderId, ...decodePlaintext(plaintext) };
  }

  /** The client sends this, and is told that it has arrived. */
  async say(content: Content): Promise<Sent> {
    const id = this.ask(content);
    const sent = await this.sent();
    equal(
      { kind: sent.kind, body: bodyOf(sent) },
      { kind: content.kind ?? 0, body: bodyOf(content) },
      'a message',
    );
    this.socket.deliver(sent.frame);
    await this.client.answer(id, 'acknowledged');
    return sent;
  }

  /** The client reports this message next. */
  async told({ memberId }: Companion, content: Content): Promise<void> {
    const report = await this.client.report('message');
    const kind = report['kind'];
    const body = Buffer.from(String(report['body']), 'base64url');
    equal(
      { from: report['from'], kind, body: bodyOf({ kind: Number(kind), body }) },
      { from: memberId, kind: content.kind ?? 0, body: bodyOf(content) },
      'the message that is told',
    );
  }

  /** The client reports this of a frame of somebody's next. */
  async judged(verdict: string, memberId: number): Promise<Report> {
    const report = await this.client.report(verdict);
    equal(report['from'], memberId, `whom the report ${verdict} names`);
    return report;
  }

  /** A good message of somebody's is the next thing that the client reports: nothing is reported before. */
  async nothingBefore(companion: Companion, odd: { readonly seq?: number } = {}): Promise<void> {
    this.socket.deliver(companion.frame({ ...odd, body: 'and then this' }));
    await this.told(companion, { body: 'and then this' });
  }
}

/** JSON by its value, everything else by its bytes. */
function bodyOf({ kind = 0, body }: Content): unknown {
  return kind === JSON_KIND ? (JSON.parse(body.toString()) as unknown) : Buffer.from(body).toString('hex');
}
