package io.leveret.dist.settings;

/**
 * {@code leveret.logins}: after so many failures answers from an address come later and later, up to the longest delay; 0 stands for never. An empty
 * {@code anonymousUser} stands for no anonymous logins.
 */
public record LoginSettings(int slowAfter, long longestDelayMillis, String anonymousUser) {
    static LoginSettings read(SettingsReader reader) {
        return new LoginSettings(
                reader.whole("leveret.logins.slow-after", 0, 1_000),
                reader.duration("leveret.logins.longest-delay", "100 ms", "30 s")
                        .toMillis(),
                reader.nameOrNone("leveret.logins.anonymous-user"));
    }
}
