const ADJECTIVES =
  'able airy amber azure balmy bold brave brief bright brisk calm civil clear clever cosy crisp daring deft eager early easy elder fair fleet fond frank fresh gentle glad golden grand happy hardy hazel humble jade jolly keen kind lively lucid lunar mellow merry mild misty modest neat nimble noble olive patient placid plucky proud quick quiet rapid ruby rustic sunny swift tidy witty'.split(
    ' ',
  );
const ANIMALS =
  'badger beaver bison bittern bobcat camel caribou cobra condor coyote crane curlew dingo dolphin donkey eagle egret falcon ferret finch gannet gecko gibbon grouse hare hawk heron hornet ibex iguana impala jackal jaguar kestrel kiwi lemur leopard linnet lizard lynx magpie marmot marten mole moose newt ocelot osprey otter panda pelican pigeon plover puffin rabbit raven robin salmon stoat swan tapir toucan walrus wombat'.split(
    ' ',
  );

/** Different names without a number: 64 × 64, a power of two, so that an odd step visits each once. */
const NAMES = ADJECTIVES.length * ANIMALS.length;
const ODD_STEP = 2_477;

/** How many starting points a room can have. */
export const NAME_SEEDS = NAMES;

/**
 * The ephemeral name of a room's member (protocol.md §3): from the room's seed and the memberId alone, so that no two
 * members of a room ever share one and nothing has to be remembered. A number follows once all names were given.
 */
export function usernameOf(seed: number, memberId: number): string {
  const turn = memberId - 1;
  const index = (seed + (turn % NAMES) * ODD_STEP) % NAMES;
  const adjective = ADJECTIVES[Math.floor(index / ANIMALS.length)] ?? '';
  const animal = ANIMALS[index % ANIMALS.length] ?? '';
  const round = Math.floor(turn / NAMES);
  return round === 0 ? `${adjective}-${animal}` : `${adjective}-${animal}-${round + 1}`;
}
