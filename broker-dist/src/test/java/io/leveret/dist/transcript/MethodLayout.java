package io.leveret.dist.transcript;

import java.util.List;

/** A method with its arguments in the order of the wire. */
record MethodLayout(int classId, int methodId, String name, List<Argument> arguments) {
    /** Whether a content follows: basic.publish, return, deliver and get-ok. */
    boolean hasContent() {
        return classId == 60 && (methodId == 40 || methodId == 50 || methodId == 60 || methodId == 71);
    }
}
