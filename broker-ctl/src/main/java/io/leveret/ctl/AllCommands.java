package io.leveret.ctl;

import io.leveret.ctl.access.LimitCommands;
import io.leveret.ctl.access.PermissionCommands;
import io.leveret.ctl.access.UserCommands;
import io.leveret.ctl.access.VirtualHostCommands;
import io.leveret.ctl.broker.BackupCommands;
import io.leveret.ctl.broker.ConnectionCommands;
import io.leveret.ctl.broker.HealthCommands;
import io.leveret.ctl.broker.ListCommands;
import io.leveret.ctl.broker.LogCommands;
import io.leveret.ctl.broker.QueueCommands;
import io.leveret.ctl.broker.SettingsCommands;
import io.leveret.ctl.broker.StatusCommands;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.declare.DeclareCommands;
import io.leveret.ctl.message.BrowseCommands;
import io.leveret.ctl.message.PublishCommands;
import io.leveret.ctl.rules.DefinitionCommands;
import io.leveret.ctl.rules.ParameterCommands;
import io.leveret.ctl.rules.PolicyCommands;
import java.util.List;

/** Every command there is, in the groups and the order that help shows. */
final class AllCommands {
    private AllCommands() {}

    static List<CommandGroup> groups() {
        return List.of(
                HelpCommands.group(),
                StatusCommands.group(),
                HealthCommands.firstQuestions(),
                HealthCommands.checks(),
                ListCommands.group(),
                QueueCommands.group(),
                ConnectionCommands.group(),
                PublishCommands.group(),
                BrowseCommands.group(),
                DeclareCommands.group(),
                UserCommands.group(),
                PermissionCommands.group(),
                PermissionCommands.topicGroup(),
                VirtualHostCommands.group(),
                LimitCommands.group(),
                PolicyCommands.group(),
                ParameterCommands.group(),
                DefinitionCommands.group(),
                BackupCommands.group(),
                SettingsCommands.group(),
                LogCommands.group());
    }
}
