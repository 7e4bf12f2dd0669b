package io.leveret.amqp.method;

import io.leveret.core.fuzz.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FieldsFuzzTest {
    @TestFactory
    Stream<DynamicTest> theCorpusPasses() {
        return Corpus.replay(FieldsFuzz.class, FieldsFuzz::fuzzerTestOneInput);
    }
}
