package io.leveret.amqp.connection;

import io.leveret.core.fuzz.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ConnectionFuzzTest {
    @TestFactory
    Stream<DynamicTest> theCorpusPasses() {
        return Corpus.replay(ConnectionFuzz.class, ConnectionFuzz::fuzzerTestOneInput);
    }
}
