package io.leveret.dist.transcript;

import java.util.List;

/** Two transcripts line by line: {@code -} only in the first, {@code +} only in the second. */
final class LineDifference {
    private LineDifference() {}

    static String of(List<String> first, List<String> second) {
        int[][] common = longestCommon(first, second);
        StringBuilder text = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < first.size() || j < second.size()) {
            if (i < first.size() && j < second.size() && first.get(i).equals(second.get(j))) {
                text.append("  ").append(first.get(i++)).append('\n');
                j++;
            } else if (j == second.size() || (i < first.size() && common[i + 1][j] >= common[i][j + 1])) {
                text.append("- ").append(first.get(i++)).append('\n');
            } else {
                text.append("+ ").append(second.get(j++)).append('\n');
            }
        }
        return text.toString();
    }

    /** The length of the longest common subsequence from line i of the first and line j of the second. */
    private static int[][] longestCommon(List<String> first, List<String> second) {
        int[][] length = new int[first.size() + 1][second.size() + 1];
        for (int i = first.size() - 1; i >= 0; i--) {
            for (int j = second.size() - 1; j >= 0; j--) {
                length[i][j] = first.get(i).equals(second.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }
}
