/** Ben is in the room again, as somebody new whom Anna has seen come in; `formerId` is the memberId that he had. */
export async function returned({ anna, ben }, formerId) {
  await ben.record.until(
    () => ben.room.state === 'joined' && ben.room.self.memberId > formerId,
    'to be back',
  );
  const { memberId } = ben.room.self;
  await anna.record.one('joined', (member) => member.memberId === memberId, 'the return');
}
