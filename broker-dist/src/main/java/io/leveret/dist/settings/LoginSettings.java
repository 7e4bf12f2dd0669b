package io.leveret.dist.settings;

import java.util.List;

/**
 * {@code leveret.logins}: who is asked, in this order, whether a name and a password belong together; after so many failures answers from an address come
 * later and later, up to the longest delay; 0 stands for never. An empty {@code anonymousUser} stands for no anonymous logins.
 */
public record LoginSettings(List<Backend> backends, int slowAfter, long longestDelayMillis, String anonymousUser) {
    /** Who may know users. */
    public enum Backend {
        /** The broker itself. */
        INTERNAL,
        /** A directory, as {@link LdapSettings} says. */
        LDAP,
        /** Whoever signs tokens: {@link OauthSettings}. */
        OAUTH2
    }

    static LoginSettings read(SettingsReader reader) {
        return new LoginSettings(
                reader.choices("leveret.logins.backends", Backend.class),
                reader.whole("leveret.logins.slow-after", 0, 1_000),
                reader.duration("leveret.logins.longest-delay", "100 ms", "30 s")
                        .toMillis(),
                reader.nameOrNone("leveret.logins.anonymous-user"));
    }
}
