package io.leveret.dist.crash;

import io.leveret.store.disk.SimulatedDisk;

/** How a node ends at a change of its disk, and what the next one finds there. */
enum Ending {
    /** Power is cut in the middle of the change; each sector that was not forced is old, new or garbage. */
    TORN {
        @Override
        void restart(SimulatedDisk disk) {
            disk.restart();
        }
    },
    /** Power is cut, and nothing that was not forced is there. */
    LOST {
        @Override
        void restart(SimulatedDisk disk) {
            disk.restartWithoutUnforced();
        }
    },
    /** The process is killed in the middle of the change: all that it wrote before is there, forced or not. */
    KILLED {
        @Override
        void restart(SimulatedDisk disk) {
            disk.kill();
        }
    },
    /** The disk refuses the change: the process is to end by itself. */
    REFUSED {
        @Override
        void plan(SimulatedDisk disk, int change) {
            disk.failAfter(change, "refused");
        }

        @Override
        void restart(SimulatedDisk disk) {
            disk.kill();
        }
    };

    /** It is to be at the {@code change}-th change from now. */
    void plan(SimulatedDisk disk, int change) {
        disk.cutPowerAfter(change);
    }

    /** Afterwards. */
    abstract void restart(SimulatedDisk disk);
}
