package io.leveret.management;

import io.leveret.core.fuzz.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HttpFuzzTest {
    @TestFactory
    Stream<DynamicTest> theCorpusPasses() {
        return Corpus.replay(HttpFuzz.class, HttpFuzz::fuzzerTestOneInput);
    }
}
