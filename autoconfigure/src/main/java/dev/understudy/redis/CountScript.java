package dev.understudy.redis;

/**
 * How Redis counts. A counter is a hash of {@code format}, {@code total}, and one field
 * for each instance with all that this one has counted, after the number of the round in
 * which it said so. Since an instance says all and not what is new, a round that comes
 * twice, late or never does no harm, and a Redis that forgot learns it anew.
 */
final class CountScript {

	/**
	 * Takes what an instance has counted, and reserves for as many attempts as fit.
	 * Arguments: instance, round, attempts; then for each key what the instance has
	 * counted, what an attempt reserves, bound and end. Answers {@code ok}, for how many
	 * attempts it reserved, which key is at its bound, and the totals; or {@code late}
	 * for a round that another one has overtaken, or {@code foreign} and which key is.
	 */
	static final Script COUNT = Script
		.of("""
				local id, round, granted = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
				local counters = {}
				for i, key in ipairs(KEYS) do
				  local kind = redis.call('TYPE', key).ok
				  if kind ~= 'none' and (kind ~= 'hash' or redis.call('HGET', key, 'format') ~= '1') then
				    return {'foreign', tostring(i)}
				  end
				  local at = i * 4
				  local counter = {mine = tonumber(ARGV[at]), reserved = tonumber(ARGV[at + 1]), max = tonumber(ARGV[at + 2]),
				    had = 0}
				  local total = tonumber(redis.call('HGET', key, 'total') or '0')
				  local said = redis.call('HGET', key, id)
				  if said then
				    local seen, had = string.match(said, '^(%d+) (%-?%d+)$')
				    if not seen then return {'foreign', tostring(i)} end
				    if tonumber(seen) >= round then return {'late'} end
				    counter.had = tonumber(had)
				  end
				  if not total then return {'foreign', tostring(i)} end
				  counter.total = total + counter.mine - counter.had
				  counters[i] = counter
				  if counter.total >= counter.max then
				    granted = 0
				  elseif counter.reserved > 0 then
				    granted = math.min(granted, math.ceil((counter.max - counter.total) / counter.reserved))
				  end
				end
				local answer, full = {}, 0
				for i, key in ipairs(KEYS) do
				  local counter = counters[i]
				  local mine = counter.mine + granted * counter.reserved
				  local total = string.format('%.0f', counter.total + granted * counter.reserved)
				  if mine ~= counter.had then
				    redis.call('HSET', key, 'format', '1', 'total', total, id, string.format('%.0f %.0f', round, mine))
				    redis.call('PEXPIREAT', key, ARGV[i * 4 + 3])
				  end
				  if full == 0 and tonumber(total) >= counter.max then full = i end
				  answer[i + 3] = total
				end
				answer[1], answer[2], answer[3] = 'ok', string.format('%.0f', granted), tostring(full)
				return answer
				""");

	private CountScript() {
	}

}
