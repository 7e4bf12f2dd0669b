package io.leveret.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.Parameter;
import io.leveret.ctl.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The lists of docs/leveretctl.md are made from the commands; {@code -Dleveretctl.docs.write=true} writes them. */
class DocumentationTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "leveretctl.md");
    private static final String MARK = "<!-- made from the commands; DocumentationTest writes what follows -->\n";

    @Test
    void theDocumentListsAllCommandsOptionsAndExitCodes() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(document).contains(MARK);
        String written = document.substring(0, document.indexOf(MARK) + MARK.length());
        String wanted = written + exitCodes() + options() + commands();
        if (Boolean.getBoolean("leveretctl.docs.write")) {
            Files.writeString(DOCUMENT, wanted);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("mvn -pl broker-ctl test -Dtest=DocumentationTest -Dleveretctl.docs.write=true writes it anew")
                .isEqualTo(wanted);
    }

    private static String exitCodes() {
        return ExitCode.all().entrySet().stream()
                .map(code -> "| " + code.getKey() + " | " + code.getValue() + " |\n")
                .collect(Collectors.joining("", "\n## Exit codes\n\n| code | meaning |\n|---|---|\n", ""));
    }

    private static String options() {
        return CommonOption.ALL.stream()
                .map(option -> "| `" + String.join("`, `", option.names()) + "` " + option.label() + " | "
                        + cell(option.description()) + " |\n")
                .collect(Collectors.joining(
                        "", "\n## Options of all commands\n\n| option | meaning |\n|---|---|\n", ""));
    }

    private static String commands() {
        return AllCommands.groups().stream().map(DocumentationTest::group).collect(Collectors.joining());
    }

    private static String group(CommandGroup group) {
        return group.commands().stream()
                .map(DocumentationTest::command)
                .collect(Collectors.joining("", "\n## " + group.title() + "\n\n| command | does |\n|---|---|\n", ""));
    }

    private static String command(Command command) {
        String parameters = command.parameters().stream()
                .map(parameter -> " " + synopsis(parameter))
                .collect(Collectors.joining());
        String explained = command.parameters().stream()
                .map(parameter -> "<br>`" + parameter.name() + "` " + cell(parameter.description()))
                .collect(Collectors.joining());
        return "| `" + command.name() + parameters + "` | " + cell(command.summary()) + explained + " |\n";
    }

    private static String synopsis(Parameter parameter) {
        return switch (parameter.kind()) {
            case ARGUMENT -> parameter.name();
            case OPTIONAL_ARGUMENT -> "[" + parameter.name() + "]";
            case ARGUMENTS -> parameter.name() + "...";
            case OPTIONAL_ARGUMENTS -> "[" + parameter.name() + "]...";
            case OPTION -> "[" + parameter.name() + " " + parameter.label() + "]";
            case FLAG -> "[" + parameter.name() + "]";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }
}
