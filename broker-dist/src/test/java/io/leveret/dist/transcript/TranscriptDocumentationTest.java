package io.leveret.dist.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files beside the scenarios are in order, and docs/compatibility.md tells of them. */
class TranscriptDocumentationTest {
    private static final List<Scenario> SCENARIOS = Scenario.all();

    /** With the property {@code transcripts.document=write} it is brought up to date first. */
    @BeforeAll
    static void rewriteIfAsked() throws Exception {
        if (System.getProperty("transcripts.document", "").equals("write")) {
            CompatibilityDocument.rewrite();
        }
    }

    @Test
    void compatibilityDocumentTellsOfAllScenarios() throws Exception {
        assertThat(CompatibilityDocument.current())
                .as("docs/compatibility.md is stale: run this test with -Dtranscripts.document=write")
                .isEqualTo(CompatibilityDocument.renewed());
    }

    @Test
    void everyScenarioNamesTheRowItCovers() {
        assertThat(SCENARIOS)
                .isNotEmpty()
                .allSatisfy(scenario -> assertThat(scenario.row())
                        .as(scenario.name())
                        .matches("# " + scenario.sectionNumber().replace(".", "\\.") + " \\S.*"));
    }

    @Test
    void everyScenarioIsRecorded() {
        assertThat(SCENARIOS).allMatch(scenario -> scenario.recording().isPresent());
        assertThat(Scenario.orphans()).as("transcripts without a scenario").isEmpty();
    }

    @Test
    void everyDifferenceHasAReason() {
        assertThat(SCENARIOS)
                .filteredOn(scenario -> scenario.differing().isPresent())
                .allMatch(scenario -> scenario.reason().isPresent());
    }

    @Test
    void everyDifferenceDiffers() {
        assertThat(SCENARIOS)
                .filteredOn(scenario -> scenario.differing().isPresent())
                .noneMatch(scenario -> scenario.differing().equals(scenario.recording()));
    }
}
