package io.leveret.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.error.CommandException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Command lines, and help about them. */
class CommandTreeTest {
    @Test
    void optionsOfAllCommandsComeBeforeAndAfterTheCommand() {
        Invocation invocation = CommandTree.parse("-p", "a", "list_queues", "name", "--vhost", "b", "-t", "5");

        assertThat(invocation.common().find("--vhost")).contains("b");
        assertThat(invocation.common().find("--timeout")).contains("5");
        assertThat(invocation.arguments().all("COLUMN")).containsExactly("name");
    }

    @Test
    void aCommandsOwnUserIsNotTheOneToLogInAs() {
        Invocation invocation = CommandTree.parse("--user", "admin", "list_user_limits", "--user", "ann");

        assertThat(invocation.common().find("--user")).contains("admin");
        assertThat(invocation.arguments().find("--user")).contains("ann");
    }

    @Test
    void emptyArgumentsAreArguments() {
        Invocation invocation = CommandTree.parse("set_permissions", "ann", "", ".*", "");

        assertThat(invocation.arguments().find("CONFIGURE")).contains("");
        assertThat(invocation.arguments().find("READ")).contains("");
    }

    @Test
    void argumentsMayBeginWithAHyphenAfterTwo() {
        Invocation invocation = CommandTree.parse("add_user", "--", "ann", "--secret");

        assertThat(invocation.arguments().find("PASSWORD")).contains("--secret");
    }

    @Test
    void anArgumentThatBeginsWithAnAtSignIsNoFile() {
        assertThat(CommandTree.parse("add_user", "@ann").arguments().find("USER"))
                .contains("@ann");
    }

    @Test
    void aMistypedCommandHasSuggestions() {
        assertThatThrownBy(() -> CommandTree.parse("list_queus"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("there is no command 'list_queus'; did you mean list_queues");
    }

    @Test
    void whatIsNotUnderstoodPointsToTheCommandsHelp() {
        assertThatThrownBy(() -> CommandTree.parse("add_vhost", "a", "b"))
                .hasMessage("'b' is too much for add_vhost; see leveretctl add_vhost --help");
        assertThatThrownBy(() -> CommandTree.parse("add_vhost"))
                .hasMessage("Missing required parameter: 'VHOST'; see leveretctl add_vhost --help");
        assertThatThrownBy(() -> CommandTree.parse("add_vhost", "a", "--nosuch"))
                .hasMessageStartingWith("there is no option '--nosuch'; see leveretctl add_vhost --help");
        assertThatThrownBy(CommandTree::parse).hasMessage("no command is given; leveretctl --help lists them");
    }

    @Test
    void helpOfACommandIsThereInThreeWays() {
        String text = help("help", "set_policy");

        assertThat(text).startsWith("Usage: leveretctl set_policy").contains("PATTERN", "--apply-to");
        assertThat(help("set_policy", "--help")).isEqualTo(text);
        assertThat(help("--help", "set_policy")).isEqualTo(text);
    }

    @Test
    void helpListsEveryCommandAndEveryExitCode() {
        String text = help("--help");

        assertThat(commands().map(Command::name))
                .allSatisfy(name -> assertThat(text).contains("\n  " + name + " "));
        assertThat(text).contains("  77   login refused", "--format json is an array of objects");
    }

    @Test
    void helpIsThereForEveryCommandWithAllItsParameters() {
        assertThat(commands()).allSatisfy(command -> {
            String text = help("help", command.name());
            assertThat(text).startsWith("Usage: leveretctl " + command.name());
            assertThat(command.parameters())
                    .allSatisfy(parameter -> assertThat(text).contains(parameter.name()));
        });
    }

    @Test
    void completionKnowsEveryCommandAndOption() {
        String script = help("completion");

        assertThat(script).contains("complete -F _complete_leveretctl", "'--apply-to'", "list_queues");
    }

    @Test
    void aHashOfAPasswordNeedsNoBroker() {
        CtlRun run = CtlRun.of(Map.of(), false, "secret\n", "hash_password");

        assertThat(run.code()).isZero();
        assertThat(run.out()).singleElement().asString().matches("[A-Za-z0-9+/]{48}");
    }

    private static Stream<Command> commands() {
        return AllCommands.groups().stream().map(CommandGroup::commands).flatMap(List::stream);
    }

    private static String help(String... line) {
        CtlRun run = CtlRun.of(Map.of(), false, "", line);
        assertThat(run.code()).isZero();
        return String.join("\n", run.out());
    }
}
