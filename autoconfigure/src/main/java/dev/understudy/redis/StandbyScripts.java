package dev.understudy.redis;

/**
 * What Redis does with standbys. A key is a hash: {@code format}, {@code rev}, and one
 * field for each notice, whose name has everything that orders it. Each script answers
 * with a word first: {@code ok}, {@code none} or {@code foreign}.
 */
final class StandbyScripts {

	private static final String OURS = """
			local key = KEYS[1]
			local kind = redis.call('TYPE', key).ok
			if kind ~= 'none' and (kind ~= 'hash' or redis.call('HGET', key, 'format') ~= '1') then
			  return {'foreign', kind == 'hash' and redis.call('HGET', key, 'format') or ''}
			end
			""";

	private static final String NOW = """
			local time = redis.call('TIME')
			local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
			""";

	/** Reads a whole hash. */
	static final Script READ = Script.of(OURS + """
			if kind == 'none' then return {'none'} end
			return {'ok', redis.call('HGETALL', key)}
			""");

	/**
	 * Adds notices of one model by the rules of a notice board. Arguments: how long a
	 * lift is kept, by how much clocks may differ, the most standbys for one reason; then
	 * for each notice its reason, version, end ({@code -} for none, {@code lift} for a
	 * lift) and the rest. Answers revision and end of the key.
	 */
	static final Script MERGE = Script.of(OURS + NOW + """
			local keep, slack, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
			local function split(till)
			  local seconds, nanos = string.match(till, '^(%-?%d+)%.(%d%d%d%d%d%d%d%d%d)$')
			  return tonumber(seconds), nanos
			end
			local function reaches(one, other)
			  if one == '-' then return true end
			  if other == '-' then return false end
			  local s1, n1 = split(one)
			  local s2, n2 = split(other)
			  return s1 > s2 or (s1 == s2 and n1 >= n2)
			end
			local lifts, stands = {}, {}
			local all = redis.call('HGETALL', key)
			for i = 1, #all, 2 do
			  local reason, said, till = string.match(all[i], '^([%u_]+) (%d+) (%S+)$')
			  if reason and (till == '-' or split(till)) then
			    stands[reason] = stands[reason] or {}
			    table.insert(stands[reason], {said = tonumber(said), till = till, field = all[i]})
			  else
			    reason = string.match(all[i], '^([%u_]+) lift$')
			    if reason then lifts[reason] = tonumber(all[i + 1]) end
			  end
			end
			local news = false
			for i = 4, #ARGV, 4 do
			  local reason, said, till = ARGV[i], tonumber(ARGV[i + 1]), ARGV[i + 2]
			  local list, kept, outdone = stands[reason] or {}, {}, false
			  if lifts[reason] and said <= lifts[reason] then
			    outdone = true
			  elseif till ~= 'lift' then
			    for _, each in ipairs(list) do
			      if each.said >= said and reaches(each.till, till) then outdone = true end
			    end
			  end
			  if not outdone then
			    news = true
			    for _, each in ipairs(list) do
			      if each.said <= said and (till == 'lift' or reaches(till, each.till)) then
			        redis.call('HDEL', key, each.field)
			      else
			        table.insert(kept, each)
			      end
			    end
			    if till == 'lift' then
			      lifts[reason] = said
			      redis.call('HSET', key, reason .. ' lift', ARGV[i + 1])
			    else
			      local field = reason .. ' ' .. ARGV[i + 1] .. ' ' .. till
			      redis.call('HSET', key, field, ARGV[i + 3])
			      table.insert(kept, {said = said, till = till, field = field})
			      table.sort(kept, function(a, b) return a.said < b.said end)
			      if #kept > most then
			        redis.call('HDEL', key, kept[most].field)
			        table.remove(kept, most)
			      end
			    end
			    stands[reason] = kept
			  end
			end
			local last, forever = 0, false
			for _, list in pairs(stands) do
			  for _, each in ipairs(list) do
			    if each.till == '-' then
			      forever = true
			    else
			      local over = (split(each.till) + 1) * 1000 + slack
			      if over <= now then redis.call('HDEL', key, each.field) else last = math.max(last, over) end
			    end
			  end
			end
			for reason, said in pairs(lifts) do
			  local over = said + keep + slack
			  if over <= now then redis.call('HDEL', key, reason .. ' lift') else last = math.max(last, over) end
			end
			if last == 0 and not forever then
			  redis.call('DEL', key)
			  return {'none'}
			end
			local rev = tonumber(redis.call('HGET', key, 'rev') or '0') or 0
			if news then
			  rev = math.max(now, rev + 1)
			  redis.call('HSET', key, 'format', '1', 'rev', string.format('%.0f', rev))
			end
			local ends = '-'
			if forever then
			  redis.call('PERSIST', key)
			else
			  ends = string.format('%.0f', math.min(last, 4e15))
			  redis.call('PEXPIREAT', key, ends)
			end
			return {'ok', string.format('%.0f', rev), ends}
			""");

	/**
	 * Notes which models have standbys, and tells the channel when that is news. Told at
	 * last, so that whoever subscribes meanwhile either hears it or finds it noted.
	 * Arguments: channel, model, revision and end of its key.
	 */
	static final Script NOTE = Script.of(OURS + NOW + """
			local field, note = 'm:' .. ARGV[2], ARGV[3] .. ' ' .. ARGV[4]
			local noted = redis.call('HGET', key, field)
			local rev = noted and tonumber(string.match(noted, '^(%d+) ') or '0')
			local news = noted ~= note and (not rev or tonumber(ARGV[3]) >= rev)
			if news then
			  redis.call('HSET', key, 'format', '1', field, note)
			end
			local last, forever = 0, false
			local all = redis.call('HGETALL', key)
			for i = 1, #all, 2 do
			  if string.sub(all[i], 1, 2) == 'm:' then
			    local ends = string.match(all[i + 1], '^%d+ (%S+)$')
			    local over = tonumber(ends)
			    if ends == '-' then
			      forever = true
			    elseif not over or over <= now then
			      redis.call('HDEL', key, all[i])
			    else
			      last = math.max(last, over)
			    end
			  end
			end
			if forever then
			  redis.call('PERSIST', key)
			elseif last > 0 then
			  redis.call('PEXPIREAT', key, string.format('%.0f', last))
			else
			  redis.call('DEL', key)
			end
			if news then redis.call('PUBLISH', ARGV[1], ARGV[2]) end
			return {'ok'}
			""");

	private StandbyScripts() {
	}

}
