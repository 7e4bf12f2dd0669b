package io.leveret.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.ctl.FakeBroker.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How lists and answers look, on a terminal and in other formats. */
class OutputTest {
    private static final String QUEUES = """
            {"page_count":1,"items":[
             {"name":"a","messages":5,"arguments":{"x":1}},
             {"name":"with\\ttab and \\u001b[31m","messages":12345,"arguments":{}},
             {"name":"new"}]}""";

    @Test
    void columnsAreAlignedOnATerminalAndNumbersToTheRight() {
        assertThat(terminal(QUEUES, "list_queues", "name", "messages", "arguments")
                        .out())
                .containsExactly(
                        "name                      messages  arguments",
                        "a                                5  {\"x\":1}",
                        "with\\ttab and \\u001b[31m     12345  {}",
                        "new");
    }

    @Test
    void anEmptyListHasAHeaderOnATerminalOnly() {
        assertThat(terminal("[]", "list_queues").out()).containsExactly("name  messages");
        assertThat(piped("[]", "list_queues").out()).isEmpty();
        assertThat(piped("[]", "list_queues", "--format", "json").out()).containsExactly("[", "]");
        assertThat(piped("[]", "list_queues", "--format", "csv").out()).containsExactly("\"name\",\"messages\"");
    }

    @Test
    void aRowAfterTheFirstFiveHundredMayBeWider() {
        String items = IntStream.rangeClosed(1, 501)
                .mapToObj(number -> "{\"name\":\"" + (number == 501 ? "a-long-name" : "q") + "\",\"messages\":1}")
                .collect(Collectors.joining(",", "[", "]"));

        List<String> out = terminal(items, "list_queues").out();

        assertThat(out.get(1)).isEqualTo("q            1");
        assertThat(out.get(501)).isEqualTo("a-long-name         1");
    }

    @Test
    void valuesOfCsvAreQuotedUnlessTheyAreNumbers() {
        assertThat(piped("[{\"name\":\"a\\\"b\",\"messages\":5}]", "--formatter=csv", "list_queues")
                        .out())
                .containsExactly("\"name\",\"messages\"", "\"a\"\"b\",5");
    }

    @Test
    void jsonIsAnArrayOfObjectsWithTheColumnsAsked() {
        assertThat(piped(QUEUES, "list_queues", "name", "messages", "--format", "json")
                        .out())
                .containsExactly(
                        "[",
                        "{\"name\":\"a\",\"messages\":5}",
                        ",{\"name\":\"with\\ttab and \\u001B[31m\",\"messages\":12345}",
                        ",{\"name\":\"new\",\"messages\":null}",
                        "]");
    }

    @Test
    void changesAreToldOnATerminalUnlessQuiet() {
        assertThat(terminal("", "purge_queue", "q").out()).containsExactly("queue 'q' is purged");
        assertThat(terminal("", "purge_queue", "q", "-q").out()).isEmpty();
        assertThat(terminal("", "-s", "purge_queue", "q").out()).isEmpty();
        assertThat(piped("", "purge_queue", "q").out()).isEmpty();
    }

    @Test
    void prettyTableIsAlignedWithoutATerminalToo() {
        assertThat(piped("[{\"name\":\"a\",\"messages\":5}]", "--formatter", "pretty_table", "list_queues")
                        .out())
                .containsExactly("name  messages", "a            5");
    }

    @Test
    void anUnknownFormatIsRefused() {
        CtlRun run = piped("[]", "--format", "xml", "list_queues");

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err())
                .containsExactly("leveretctl: there is no format 'xml'; there are table, pretty_table, json and csv");
    }

    @Test
    void longListsAreFetchedPageByPage() {
        List<Answer> pages = List.of(
                new Answer(200, "{\"page_count\":3,\"items\":[{\"name\":\"a\"}]}"),
                new Answer(200, "{\"page_count\":3,\"items\":[{\"name\":\"b\"}]}"),
                new Answer(400, "{\"error\":\"page_out_of_range\",\"reason\":\"shorter now\"}"));
        try (FakeBroker broker = new FakeBroker(pages)) {
            CtlRun run = CtlRun.of(broker, "list_queues", "name");

            assertThat(run.out()).containsExactly("name", "a", "b");
            assertThat(run.code()).isZero();
            assertThat(broker.requests())
                    .containsExactly(
                            "GET /api/queues/%2F?columns=name&page=1&page_size=500",
                            "GET /api/queues/%2F?columns=name&page=2&page_size=500",
                            "GET /api/queues/%2F?columns=name&page=3&page_size=500");
        }
    }

    private static CtlRun terminal(String answer, String... line) {
        return run(answer, true, line);
    }

    private static CtlRun piped(String answer, String... line) {
        return run(answer, false, line);
    }

    private static CtlRun run(String answer, boolean terminal, String... line) {
        try (FakeBroker broker = new FakeBroker(List.of(new Answer(200, answer)))) {
            return CtlRun.of(CtlRun.environment(broker), terminal, "", line);
        }
    }
}
