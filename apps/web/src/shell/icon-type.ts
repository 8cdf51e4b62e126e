import type SvgIcon from '@mui/material/SvgIcon';

/** What an icon of `mdi-material-ui` is. */
export type SvgIconComponent = typeof SvgIcon;
