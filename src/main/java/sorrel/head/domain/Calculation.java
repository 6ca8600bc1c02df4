package sorrel.head.domain;

import java.util.List;

/**
 * A graph that is being written, which computes with numbers of 64 bits for {@code n} pictures at
 * once. Every value begins with {@code n}, or with what stands for all pictures alike; values of
 * fewer or single numbers are spread over others as NumPy does it.
 *
 * @param <V> a value of the graph
 */
public interface Calculation<V> {
  /** A number. */
  V number(double value);

  /** Numbers that the graph keeps in 32 bits. */
  V constant(float[] values, int... dimensions);

  /** The same numbers in rows of another form; {@code n} is what comes of it. */
  V shaped(V value, int... dimensions);

  /** {@code [n, b, a]} of {@code [n, a, b]}. */
  V turned(V value);

  /** What is at some places of a dimension, counted from 0 for {@code n}. */
  V at(V value, int dimension, int... places);

  /** Values that differ in a dimension only, one after the other. */
  V joined(List<V> values, int dimension);

  V plus(V one, V other);

  V minus(V from, V what);

  V times(V one, V other);

  V over(V what, V by);

  /** The product of matrices. */
  V product(V rows, V columns);

  V absolute(V value);

  V root(V value);

  /** To base e. */
  V logarithm(V value);

  V exponential(V value);

  /** {@code [n, 1]}: the largest of {@code [n, numbers]}, rounded to 32 bits. */
  V largest(V value);

  /** {@code [n, 1]}: how many of some numbers are no higher than {@code [n, 1]} in 32 bits. */
  V countUpTo(V value, float[] numbers);
}
