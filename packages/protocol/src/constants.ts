/** Name of the WebSocket subprotocol; a new version of the protocol is a new name. */
export const SUBPROTOCOL = 'pug.v1';

// The link (§0)
export const ROOM_ID_BYTES = 16;
export const KEY_BYTES = 32;
export const ROOM_SECRET_BYTES = 16;

// HTTP
export const MAX_REQUEST_BODY_BYTES = 1_024;
export const PREFLIGHT_MAX_AGE_S = 600;

// Challenge (§1)
export const POW_ALGORITHM = 'SHA-256';
export const DEFAULT_DIFFICULTY_BITS = 18;
/** Clients refuse to work for a relay that asks for more. */
export const MAX_DIFFICULTY_BITS = 24;
export const CHALLENGE_TTL_MS = 120_000;
export const MAX_TOKEN_CHARS = 128;
export const MAX_NONCE_CHARS = 32;
export const SESSION_TTL_MS = 300_000;
export const MAX_REDEEMED_TOKENS = 100_000;
export const MAX_SESSIONS = 100_000;

// Create (§2)
export const DEFAULT_TTL_S = { min: 60, max: 86_400, default: 3_600 } as const;
export const DEFAULT_CAPACITY = { min: 2, max: 50, default: 10 } as const;
/** No deployment may allow more members in a room. */
export const HIGHEST_CAPACITY = 200;
/** While more than half of the rooms are taken, no new room lives longer (or the deployment's minimum, if higher). */
export const CROWDED_TTL_S = 600;

// WebSocket
export const MAX_CONTROL_BYTES = 1_024;
export const MAX_FRAME_BYTES = 16_000;
export const DEFAULT_RATE = { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 } as const;
export const MAX_UNSENT_BYTES = 262_144;

// Join (§3)
export const JOIN_TIMEOUT_MS = 5_000;
export const TAG_BYTES = 16;
export const VIEW_BYTES = 32;
export const MAX_USERNAME_CHARS = 32;

// Message (§4)
export const MESSAGE_TYPE = 0x01;
export const KEEP_ALIVE_TYPE = 0x00;
export const MESSAGE_HEADER_BYTES = 5;
export const MIN_BLOB_BYTES = 28;
export const MAX_UNECHOED_MESSAGES = 32;
export const MAX_UNECHOED_BYTES = 65_536;
export const KEEP_ALIVE_AFTER_MS = 20_000;
export const KEEP_ALIVE_ANSWER_MS = 10_000;
export const PING_INTERVAL_MS = 25_000;
export const SILENCE_LIMIT_MS = 60_000;

// WebSocket close codes that are in no row of the code table (RFC 6455 §7.4)
export const CLOSE_NORMAL = 1000;
/** No close frame came: the connection was lost, or never came to be. */
export const CLOSE_LOST = 1006;
/** A client's own, for a relay that broke the protocol. */
export const CLOSE_MISBEHAVED = 4000;

// Purge (§6)
export const DRAIN_LIMIT_MS = 5_000;

// Envelope
export const IV_BYTES = 12;
export const GCM_TAG_BYTES = 16;
export const AAD_BYTES = 34;
export const ENVELOPE_VERSION = 0x01;
export const ENVELOPE_VIEW_BYTES = 16;
/** Version, seq, epoch, view and kind: what comes before the body. */
export const ENVELOPE_HEADER_BYTES = 26;
export const PADDING_BLOCK_BYTES = 256;
export const MAX_PLAINTEXT_BYTES = 15_872;
export const MAX_MESSAGE_BODY_BYTES = 15_845;
export const EPOCH_GRACE_MS = 10_000;
export const MIN_REMEMBERED_VIEWS = 4_096;

export const MAX_U32 = 0xffff_ffff;
