import { z } from 'zod';

export const AttendanceInput = z.object({ eventId: z.uuid() }).meta({ id: 'AttendanceInput' });
export type AttendanceInput = z.infer<typeof AttendanceInput>;

export const AttendancePoint = z
  .object({
    at: z.date(),
    going: z.int(),
    waitlisted: z.int(),
    offered: z.int(),
    requested: z.int(),
    invited: z.int(),
    joined: z.int().describe('How many have got a seat since the point before.'),
    left: z.int().describe('How many have lost or given up theirs since then.'),
  })
  .meta({ id: 'AttendancePoint', description: 'How many people stood how with the event at this time.' });
export type AttendancePoint = z.infer<typeof AttendancePoint>;

export const CheckInPoint = z
  .object({ at: z.date(), checkedIn: z.int().describe('How many had been let in by then.') })
  .meta({ id: 'CheckInPoint' });
export type CheckInPoint = z.infer<typeof CheckInPoint>;

export const Attendance = z
  .object({
    standing: z.array(AttendancePoint).describe('At most 120 points, the oldest first.'),
    checkIns: z.array(CheckInPoint).describe('At most 120 points, the oldest first.'),
  })
  .meta({
    id: 'Attendance',
    description: 'How an event filled up, and how its people came in. Removed records count as never made.',
  });
export type Attendance = z.infer<typeof Attendance>;
