package io.leveret.core.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Topic patterns by their words. A key is matched word by word with the set of all places that it can have reached, each held once, so that
 * the cost grows with the words and the places, never with the ways there are through several {@code #}.
 *
 * <p>An empty key or pattern has no words; else words are what stands between the dots, and may be empty. Owner: core.
 */
final class TopicTrie {
    private static final String ONE_WORD = "*";
    private static final String ANY_WORDS = "#";

    private final Node root = new Node(null, "");
    private List<Node> reached = new ArrayList<>();
    private List<Node> next = new ArrayList<>();
    private long step;

    void add(Binding binding) {
        Node node = root;
        String pattern = binding.key();
        for (int from = 0; from <= pattern.length() && !pattern.isEmpty(); ) {
            int end = wordEnd(pattern, from);
            node = node.child(pattern.substring(from, end));
            from = end + 1;
        }
        node.bindings.add(binding);
    }

    void remove(Binding binding) {
        Node node = root;
        String pattern = binding.key();
        for (int from = 0; from <= pattern.length() && !pattern.isEmpty(); ) {
            int end = wordEnd(pattern, from);
            Node child = node.existing(pattern.substring(from, end));
            if (child == null) {
                throw new IllegalStateException("no binding with pattern '" + pattern + "'");
            }
            node = child;
            from = end + 1;
        }
        node.bindings.remove(binding);
        node.prune();
    }

    void match(String key, Router router) {
        reached.clear();
        step++;
        enter(root, reached);
        for (int from = 0; from <= key.length() && !key.isEmpty(); ) {
            int end = wordEnd(key, from);
            advance(key.substring(from, end));
            if (reached.isEmpty()) {
                return;
            }
            from = end + 1;
        }
        for (int i = 0; i < reached.size(); i++) {
            reached.get(i).bindings.match(router);
        }
    }

    private void advance(String word) {
        next.clear();
        step++;
        for (int i = 0; i < reached.size(); i++) {
            Node node = reached.get(i);
            if (node.swallows) {
                enter(node, next);
            }
            enter(node.oneWord, next);
            // the key's own words * and # are words like any other and must not find the wildcards' nodes
            enter(node.words.get(word), next);
        }
        List<Node> free = reached;
        reached = next;
        next = free;
    }

    /** A place, and with it the one behind its {@code #}, which needs no word. */
    private void enter(@Nullable Node node, List<Node> into) {
        for (Node at = node; at != null && at.lastStep != step; at = at.anyWords) {
            at.lastStep = step;
            into.add(at);
        }
    }

    private static int wordEnd(String text, int from) {
        int dot = text.indexOf('.', from);
        return dot < 0 ? text.length() : dot;
    }

    /** A place in the trie. Owner: core. */
    private static final class Node {
        private final @Nullable Node parent;
        private final String word;
        private final boolean swallows;

        /** Most places have no words behind them: a map of their own comes with the first. */
        private Map<String, Node> words = Map.of();

        private final BindingList bindings = new BindingList();
        private @Nullable Node oneWord;
        private @Nullable Node anyWords;
        private long lastStep;

        Node(@Nullable Node parent, String word) {
            this.parent = parent;
            this.word = word;
            this.swallows = parent != null && word.equals(ANY_WORDS);
        }

        @Nullable
        Node existing(String childWord) {
            return switch (childWord) {
                case ONE_WORD -> oneWord;
                case ANY_WORDS -> anyWords;
                default -> words.get(childWord);
            };
        }

        Node child(String childWord) {
            Node found = existing(childWord);
            if (found == null) {
                found = new Node(this, childWord);
                set(childWord, found);
            }
            return found;
        }

        private void set(String childWord, @Nullable Node child) {
            switch (childWord) {
                case ONE_WORD -> oneWord = child;
                case ANY_WORDS -> anyWords = child;
                default -> {
                    if (child == null) {
                        words.remove(childWord);
                    } else {
                        if (words.isEmpty()) {
                            words = new HashMap<>(4);
                        }
                        words.put(childWord, child);
                    }
                }
            }
        }

        /** Removes what leads nowhere any more, from here upwards. */
        void prune() {
            for (Node node = this; node.parent != null && node.isBare(); node = node.parent) {
                node.parent.set(node.word, null);
            }
        }

        private boolean isBare() {
            return bindings.isEmpty() && words.isEmpty() && oneWord == null && anyWords == null;
        }
    }
}
