package sorrel.platform.http;

import akka.http.javadsl.model.HttpMethod;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the endpoint of a path and method: a tree of segments, in which a literal one goes before a
 * parameter, and a parameter before the rest of a path.
 */
final class Router<T> {
  /** What a path and method lead to. */
  sealed interface Found<T> {
    /** An endpoint, with the parameters of its path. */
    record Target<T>(T target, Map<String, String> parameters) implements Found<T> {}

    /** A path that takes other methods, in the order of their names. */
    record OtherMethods<T>(Collection<String> allowed) implements Found<T> {}

    /** No such path. */
    record Nothing<T>() implements Found<T> {}
  }

  private static final class Node<T> {
    final Map<String, Node<T>> literals = new HashMap<>();
    final Map<String, Leaf<T>> targets = new HashMap<>();
    final Map<String, Leaf<T>> restTargets = new HashMap<>();
    Node<T> parameter;
  }

  /** What is at the end of one template, which is split once and not for each request. */
  private record Leaf<T>(T target, List<String> segments) {}

  private final Node<T> root = new Node<>();

  /**
   * Adds one row.
   *
   * @throws IllegalArgumentException if the method and path are taken
   */
  void add(HttpMethod method, PathTemplate template, T target) {
    Node<T> node = root;
    boolean rest = false;
    for (String segment : template.segments()) {
      if (PathTemplate.isRest(segment)) {
        rest = true;
      } else if (PathTemplate.isParameter(segment)) {
        node.parameter = node.parameter == null ? new Node<>() : node.parameter;
        node = node.parameter;
      } else {
        node = node.literals.computeIfAbsent(segment, _ -> new Node<>());
      }
    }
    Map<String, Leaf<T>> targets = rest ? node.restTargets : node.targets;
    if (targets.putIfAbsent(method.name(), new Leaf<>(target, template.segments())) != null) {
      throw new IllegalArgumentException("two endpoints for " + method.name() + " " + template);
    }
  }

  /** Looks a decoded path up; {@code /} has one segment, which is empty. */
  Found<T> find(String method, List<String> segments) {
    TreeSet<String> allowed = new TreeSet<>();
    Found<T> found = find(root, method, segments, 0, allowed);
    if (found != null) {
      return found;
    }
    return allowed.isEmpty() ? new Found.Nothing<>() : new Found.OtherMethods<>(allowed);
  }

  private Found<T> find(
      Node<T> node, String method, List<String> segments, int at, Set<String> allowed) {
    if (at == segments.size()) {
      Leaf<T> leaf = node.targets.get(method);
      if (leaf == null) {
        allowed.addAll(node.targets.keySet());
        return null;
      }
      return new Found.Target<>(leaf.target(), parameters(leaf.segments(), segments));
    }
    String segment = segments.get(at);
    Node<T> literal = node.literals.get(segment);
    Found<T> found = literal == null ? null : find(literal, method, segments, at + 1, allowed);
    if (found == null && node.parameter != null && isValue(segment)) {
      found = find(node.parameter, method, segments, at + 1, allowed);
    }
    // A path that is known with another method must not fall through to the rest of a path.
    if (found == null && allowed.isEmpty() && !node.restTargets.isEmpty()) {
      found = findRest(node, method, segments, at, allowed);
    }
    return found;
  }

  private Found<T> findRest(
      Node<T> node, String method, List<String> segments, int at, Set<String> allowed) {
    if (!segments.subList(at, segments.size()).stream().allMatch(Router::isValue)) {
      return null;
    }
    Leaf<T> leaf = node.restTargets.get(method);
    if (leaf == null) {
      allowed.addAll(node.restTargets.keySet());
      return null;
    }
    return new Found.Target<>(leaf.target(), parameters(leaf.segments(), segments));
  }

  private static Map<String, String> parameters(List<String> names, List<String> segments) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (PathTemplate.isRest(names.get(i))) {
        parameters.put(
            PathTemplate.name(names.get(i)),
            String.join("/", segments.subList(i, segments.size())));
      } else if (PathTemplate.isParameter(names.get(i))) {
        parameters.put(PathTemplate.name(names.get(i)), segments.get(i));
      }
    }
    return parameters;
  }

  /** Only what cannot be taken for another path once it is decoded. */
  private static boolean isValue(String segment) {
    return !segment.isEmpty()
        && !segment.equals(".")
        && !segment.equals("..")
        && segment.indexOf('/') < 0
        && segment.indexOf('\\') < 0
        && segment.indexOf('\0') < 0;
  }
}
