package dev.understudy.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which arguments can be told apart by what they hold, and how.
 */
class ValueTypesTests {

	@Test
	void valuesAndContainersOfThemHoldWhatTheyAre() {
		assertThat(List.of("text", "number", "array", "list", "map", "point", "tree", "shape", "length", "own"))
			.allMatch(ValueTypesTests::holds);
	}

	@Test
	void othersAreOnlyTheSameAsThemselves() {
		assertThat(List.of("any", "hook", "objects", "raw", "wildcard", "hooks", "carrier", "arrayInRecord"))
			.noneMatch(ValueTypesTests::holds);
	}

	@Test
	void equalValuesHaveEqualTexts() {
		assertThat(ValueText.of(new ArrayList<>(List.of("a", "b")))).isEqualTo(ValueText.of(List.of("a", "b")));
		assertThat(ValueText.of(new TreeSet<>(Set.of("a", "b")))).isEqualTo(ValueText.of(Set.of("b", "a")));
		Map<String, Integer> map = new LinkedHashMap<>();
		map.put("b", 2);
		map.put("a", 1);
		assertThat(ValueText.of(map)).isEqualTo(ValueText.of(new HashMap<>(Map.of("a", 1, "b", 2))));
		assertThat(ValueText.of(new int[] { 1, 2 })).isEqualTo(ValueText.of(new int[] { 1, 2 }));
	}

	@Test
	void differentValuesHaveDifferentTexts() {
		List<Object> values = List.of("1", 1, 1L, List.of("1"), Set.of("1"), Optional.of("1"), List.of("a", "b"),
				List.of("a, b"), List.of("ab", ""), List.of("a", "b", ""), new int[] { 1, 2 }, new long[] { 1, 2 },
				Map.of("a", "b"), List.of(List.of("a"), "b"), List.of("a", List.of("b")), "null");
		assertThat(values.stream().map(ValueText::of)).doesNotHaveDuplicates().doesNotContain(ValueText.of(null));
	}

	private static boolean holds(String field) {
		return ValueTypes.hold(ResolvableType.forField(ReflectionUtils.findField(Fields.class, field)));
	}

	record Point(int x, Optional<String> label) {
	}

	record Tree(String name, List<Tree> branches) {
	}

	record ArrayInRecord(int[] numbers) {
	}

	record Carrier(List<Runnable> hooks) {
	}

	sealed interface Shape permits Point2, Point3 {

	}

	record Point2(int x) implements Shape {
	}

	record Point3(int x, int y) implements Shape {
	}

	static class Own {

		@Override
		public boolean equals(Object other) {
			return other instanceof Own;
		}

		@Override
		public int hashCode() {
			return 1;
		}

		@Override
		public String toString() {
			return "own";
		}

	}

	@SuppressWarnings({ "unused", "rawtypes" })
	static class Fields {

		private String text;

		private int number;

		private String[] array;

		private List<String> list;

		private Map<String, List<Integer>> map;

		private Point point;

		private Tree tree;

		private Shape shape;

		private Duration length;

		private Own own;

		private Object any;

		private Runnable hook;

		private Object[] objects;

		private List raw;

		private List<?> wildcard;

		private List<Runnable> hooks;

		private Carrier carrier;

		private ArrayInRecord arrayInRecord;

	}

}
